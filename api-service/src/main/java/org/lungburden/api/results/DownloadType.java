package org.lungburden.api.results;

import java.util.List;
import org.lungburden.job.JobArtifact;
import org.springframework.http.MediaType;

/** The media type of a download: the file's own type, or plain bytes for a client that asks for these. */
final class DownloadType {
    private DownloadType() {}

    /**
     * @param accepted by the client, the preferred type first; the service sends the file even to a client that accepts
     *     neither
     */
    static MediaType of(JobArtifact artifact, List<MediaType> accepted) {
        MediaType own = MediaType.parseMediaType(artifact.mediaType());
        return accepted.stream()
                .filter(type -> type.includes(own) || type.equalsTypeAndSubtype(MediaType.APPLICATION_OCTET_STREAM))
                .findFirst()
                .filter(type -> !type.includes(own))
                .map(type -> MediaType.APPLICATION_OCTET_STREAM)
                .orElse(own);
    }
}
