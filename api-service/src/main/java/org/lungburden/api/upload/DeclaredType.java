package org.lungburden.api.upload;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Upload.Format;
import org.springframework.http.MediaType;
import org.springframework.util.MimeType;

/** The media types that a post may name, and what each allows the content to be. */
enum DeclaredType {
    ZIP(DeclaredType.APPLICATION_ZIP, EnumSet.of(Format.ZIP)),
    GZIP(DeclaredType.APPLICATION_GZIP, EnumSet.of(Format.GZIP)),
    FORM(MediaType.MULTIPART_FORM_DATA_VALUE, EnumSet.allOf(Format.class)),
    BYTES(MediaType.APPLICATION_OCTET_STREAM_VALUE, EnumSet.allOf(Format.class));

    static final String APPLICATION_ZIP = "application/zip";
    static final String APPLICATION_GZIP = "application/gzip";

    private final MediaType mediaType;
    private final Set<Format> formats;

    DeclaredType(String mediaType, Set<Format> formats) {
        this.mediaType = MediaType.parseMediaType(mediaType);
        this.formats = formats;
    }

    /** @param header value of {@code Content-Type}, already known to be one of these or absent */
    static DeclaredType of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return BYTES;
        }
        MimeType named = MediaType.parseMediaType(header);
        for (DeclaredType type : values()) {
            if (type.mediaType.equalsTypeAndSubtype(named)) {
                return type;
            }
        }
        return BYTES;
    }

    boolean allows(Format content) {
        return formats.contains(content);
    }
}
