package org.lungburden.api.upload.body;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lungburden.job.Upload.Format;
import org.springframework.http.MediaType;
import org.springframework.util.MimeType;

/** The media types that a post may declare, and the content that each type allows. */
public enum DeclaredType {
    BYTES(DeclaredType.APPLICATION_OCTET_STREAM, EnumSet.allOf(Format.class)),
    ZIP(DeclaredType.APPLICATION_ZIP, EnumSet.of(Format.ZIP)),
    GZIP(DeclaredType.APPLICATION_GZIP, EnumSet.of(Format.GZIP)),
    /** Many systems call a gzipped tar by this type too. */
    TAR(DeclaredType.APPLICATION_TAR, EnumSet.of(Format.TAR, Format.GZIP)),
    ZIP_OF_WINDOWS(DeclaredType.APPLICATION_ZIP_COMPRESSED, EnumSet.of(Format.ZIP)),
    OLD_GZIP(DeclaredType.APPLICATION_X_GZIP, EnumSet.of(Format.GZIP)),
    /** Some systems send archives of DICOM files under this type too. */
    DICOM(DeclaredType.APPLICATION_DICOM, EnumSet.of(Format.DICOM, Format.ZIP, Format.GZIP, Format.TAR)),
    FORM(MediaType.MULTIPART_FORM_DATA_VALUE, EnumSet.allOf(Format.class));

    public static final String APPLICATION_OCTET_STREAM = "application/octet-stream";
    public static final String APPLICATION_ZIP = "application/zip";
    public static final String APPLICATION_GZIP = "application/gzip";
    public static final String APPLICATION_TAR = "application/x-tar";
    public static final String APPLICATION_ZIP_COMPRESSED = "application/x-zip-compressed";
    public static final String APPLICATION_X_GZIP = "application/x-gzip";
    public static final String APPLICATION_DICOM = "application/dicom";

    private final MediaType mediaType;
    private final Set<Format> formats;

    DeclaredType(String mediaType, Set<Format> formats) {
        this.mediaType = MediaType.parseMediaType(mediaType);
        this.formats = formats;
    }

    /** @param header value of {@code Content-Type}, which must be one of these types or absent */
    public static DeclaredType of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return BYTES;
        }
        MimeType named = MediaType.parseMediaType(header);
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equalsTypeAndSubtype(named))
                .findFirst()
                .orElse(BYTES);
    }

    boolean allows(Format content) {
        return formats.contains(content);
    }
}
