package org.lungburden.error;

/**
 * Every failure that a client can see. Names and statuses are a fixed contract: a version may add a code, but never
 * rename one.
 *
 * <p>A status of 0 marks codes that only a failed job carries, never an HTTP answer of their own.
 */
public enum ErrorCode {
    INVALID_REQUEST(400, Category.INPUT, "The request is not valid."),
    UPLOAD_EMPTY(400, Category.INPUT, "The upload is empty."),
    DIGEST_MISMATCH(400, Category.INPUT, "The body does not match its Content-Digest."),
    UNAUTHENTICATED(401, Category.INPUT, "A valid API key is required."),
    FORBIDDEN(403, Category.INPUT, "This key does not allow the call."),
    ORIGIN_NOT_ALLOWED(403, Category.INPUT, "Pages of this origin may not call this service."),
    HOST_NOT_ALLOWED(421, Category.INPUT, "This service does not answer under this host name."),
    UPLOAD_TOO_LARGE(413, Category.INPUT, "The upload is larger than this service accepts."),
    UNSUPPORTED_MEDIA_TYPE(
            415, Category.INPUT, "The body is not of a supported media type, or contradicts the one it names."),
    RATE_LIMITED(429, Category.INPUT, "Too many requests."),
    NOT_AN_ARCHIVE(422, Category.INPUT, "The upload is neither a zip, a tar, DICOM nor NIfTI."),
    ARCHIVE_UNSAFE(422, Category.INPUT, "The archive holds a path that leads out of it."),
    ARCHIVE_ENCRYPTED(422, Category.INPUT, "The archive is encrypted."),
    ARCHIVE_TOO_LARGE(422, Category.INPUT, "The archive unpacks to more than this service accepts."),
    IDEMPOTENCY_KEY_REUSED(422, Category.INPUT, "The idempotency key was used for another request."),
    PATH_NOT_FOUND(404, Category.INPUT, "There is no such path."),
    METHOD_NOT_ALLOWED(405, Category.INPUT, "The path does not offer this method."),
    NOT_ACCEPTABLE(406, Category.INPUT, "The answer is not available in a media type that the request accepts."),
    REQUEST_TIMEOUT(408, Category.INPUT, "The request stopped arriving."),
    HEADERS_TOO_LARGE(431, Category.INPUT, "The request's headers are too large."),
    JOB_NOT_FOUND(404, Category.INPUT, "There is no such job."),
    ARTIFACT_NOT_FOUND(404, Category.INPUT, "The job has no such artifact."),
    JOB_NOT_FINISHED(409, Category.INPUT, "The job is not finished."),
    JOB_CANCELLED(409, Category.INPUT, "The job was cancelled."),
    INVALID_TRANSITION(409, Category.INPUT, "The job's state does not allow this."),
    IDEMPOTENCY_IN_FLIGHT(409, Category.INPUT, "A request with the same idempotency key is still in progress."),
    PRECONDITION_FAILED(412, Category.INPUT, "The job is not at the version that If-Match names."),
    UPLOAD_GONE(410, Category.INPUT, "The job's upload is no longer kept."),
    RANGE_NOT_SATISFIABLE(416, Category.INPUT, "The requested range lies outside the artifact."),
    STORE_FULL(507, Category.DEPENDENCY, "The artifact store is full."),
    UNAVAILABLE(503, Category.DEPENDENCY, "The service is not available at the moment."),
    NO_CT_IMAGES(0, Category.INPUT, "The study holds no CT images."),
    AMBIGUOUS_SERIES(0, Category.INPUT, "The study holds more than one CT series."),
    SERIES_NOT_FOUND(0, Category.INPUT, "The study holds no CT series with the given SeriesInstanceUID."),
    TOO_FEW_SLICES(0, Category.INPUT, "The series has too few slices to be a volume."),
    MISSING_SLICES(0, Category.INPUT, "Slices are missing from the series."),
    DUPLICATE_SLICES(0, Category.INPUT, "Several slices share one position."),
    UNEVEN_SPACING(0, Category.INPUT, "The slices are not evenly spaced."),
    MIXED_GEOMETRY(0, Category.INPUT, "The slices differ in orientation, size or pixel spacing."),
    UNSUPPORTED_TRANSFER_SYNTAX(0, Category.INPUT, "The images are compressed in a way that is not supported."),
    UNSUPPORTED_NIFTI(0, Category.INPUT, "The file is not a NIfTI volume that can be read."),
    CORRUPT_ARCHIVE(0, Category.INPUT, "The archive is damaged or cut short."),
    CORRUPT_IMAGE(0, Category.INPUT, "An image is damaged or cut short."),
    NOT_HOUNSFIELD(0, Category.INPUT, "The intensities are not Hounsfield units."),
    NOT_A_CHEST_CT(0, Category.INPUT, "The images do not show a chest."),
    NO_LUNG_FOUND(0, Category.INPUT, "No lung was found in the images."),
    OUT_OF_MEMORY(0, Category.RESOURCE, "The study needs more memory than the worker has."),
    DEADLINE_EXCEEDED(0, Category.RESOURCE, "The job took longer than its deadline."),
    WORKER_LOST(0, Category.RESOURCE, "The worker was lost while it ran the job."),
    DEPENDENCY_FAILED(0, Category.DEPENDENCY, "A service that the worker depends on failed."),
    INTERNAL(500, Category.INTERNAL, "An internal error occurred.");

    private final int httpStatus;
    private final Category category;
    private final String sentence;

    ErrorCode(int httpStatus, Category category, String sentence) {
        this.httpStatus = httpStatus;
        this.category = category;
        this.sentence = sentence;
    }

    /** HTTP status of a problem with this code; 0 when only a failed job carries the code. */
    public int httpStatus() {
        return httpStatus;
    }

    public Category category() {
        return category;
    }

    /** One sentence for people, without data of the request. */
    public String sentence() {
        return sentence;
    }
}
