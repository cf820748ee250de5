package org.lungburden.error;

/**
 * Every failure that a client can see. Names and statuses are a fixed contract: a version may add a code, but never
 * rename one.
 *
 * <p>A status of 0 marks codes that only a failed job carries, never an HTTP answer of their own.
 */
public enum ErrorCode {
    INVALID_REQUEST(400, Category.INPUT, "The request is not valid.", "Compare it with the contract at /v3/api-docs."),
    UPLOAD_EMPTY(400, Category.INPUT, "The upload is empty.", "Send the study as the body, or check the file."),
    DIGEST_MISMATCH(
            400,
            Category.INPUT,
            "The body does not match its Content-Digest.",
            "Compute the digest of the bytes that are sent, and send them again."),
    UNAUTHENTICATED(401, Category.INPUT, "A valid API key is required.", "Ask the operator of the service for one."),
    FORBIDDEN(
            403,
            Category.INPUT,
            "This key does not allow the call.",
            "Use a key that does, or ask the operator of the service."),
    ORIGIN_NOT_ALLOWED(
            403,
            Category.INPUT,
            "Pages of this origin may not call this service.",
            "Ask the operator of the service to allow the origin."),
    HOST_NOT_ALLOWED(
            421,
            Category.INPUT,
            "This service does not answer under this host name.",
            "Use a host name of the service, or ask its operator to allow this one."),
    UPLOAD_TOO_LARGE(
            413, Category.INPUT, "The upload is larger than this service accepts.", "Send one series alone, as a zip."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            Category.INPUT,
            "The body is not of a supported media type, or contradicts the one it names.",
            "Send one that the header Accept names, for a study application/octet-stream."),
    RATE_LIMITED(
            429,
            Category.INPUT,
            "Too many requests.",
            "Wait as long as Retry-After says, then send the request again."),
    QUEUE_FULL(
            429,
            Category.INPUT,
            "Too many jobs wait for a worker.",
            "Wait as long as Retry-After says, then send the study again."),
    NOT_AN_ARCHIVE(422, Category.INPUT, "The upload is neither a zip, a tar, DICOM nor NIfTI.", "Send one of these."),
    ARCHIVE_UNSAFE(
            422,
            Category.INPUT,
            "The archive holds something that must not be unpacked.",
            "Pack the folder of the study itself."),
    ARCHIVE_ENCRYPTED(422, Category.INPUT, "The archive is encrypted.", "Pack the study without a password."),
    ARCHIVE_TOO_LARGE(
            422, Category.INPUT, "The archive unpacks to more than this service accepts.", "Send one series alone."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            Category.INPUT,
            "The idempotency key was used for another request.",
            "Use a new key for each new request."),
    LABELS_UNREADABLE(
            422,
            Category.INPUT,
            "The labels are no readable gzipped NIfTI-1 file of whole numbers.",
            "Send the whole file in the form of the job's labels.nii.gz."),
    LABELS_GEOMETRY_MISMATCH(
            422,
            Category.INPUT,
            "The labels do not lie on the grid of the job's own labels.",
            "Use that grid, for example by drawing on the job's labels.nii.gz."),
    LABELS_VALUE_UNKNOWN(
            422,
            Category.INPUT,
            "The labels hold a value that is none of 0 background, 1 lung, 2 ground glass and 3 high opacity.",
            "Use these values alone."),
    CALLBACK_NOT_ALLOWED(
            422,
            Category.INPUT,
            "The service may not call the callback address.",
            "Use an https address of a public host, or ask the operator of the service to allow its host."),
    PATH_NOT_FOUND(404, Category.INPUT, "There is no such path.", "Look it up in the contract at /v3/api-docs."),
    METHOD_NOT_ALLOWED(
            405,
            Category.INPUT,
            "The path does not offer this method.",
            "Use one of those that the header Allow names."),
    NOT_ACCEPTABLE(
            406,
            Category.INPUT,
            "The answer is not available in a media type that the request accepts.",
            "Ask for a media type of the contract, or leave out the header Accept."),
    REQUEST_TIMEOUT(408, Category.INPUT, "The request stopped arriving.", "Send it again over a steady connection."),
    HEADERS_TOO_LARGE(431, Category.INPUT, "The request's headers are too large.", "Send fewer or shorter ones."),
    JOB_NOT_FOUND(404, Category.INPUT, "There is no such job.", "Check the id, as the job may also be deleted."),
    BATCH_NOT_FOUND(404, Category.INPUT, "There is no such batch.", "Check its name."),
    SUBJECT_NOT_FOUND(404, Category.INPUT, "There is no such subject with a result.", "Check its name."),
    ARTIFACT_NOT_FOUND(
            404, Category.INPUT, "The job has no such artifact.", "Choose one of the job's list of artifacts."),
    REVISION_NOT_FOUND(404, Category.INPUT, "The job has no such revision.", "Choose one of the job's revisions."),
    REVISION_CONFLICT(
            409,
            Category.INPUT,
            "A newer revision was saved meanwhile.",
            "Compare the labels with it, and send them again with its number as base."),
    JOB_NOT_FINISHED(409, Category.INPUT, "The job is not finished.", "Wait until its status is SUCCEEDED."),
    JOB_CANCELLED(409, Category.INPUT, "The job was cancelled.", "Retry it, or submit the study again."),
    INVALID_TRANSITION(409, Category.INPUT, "The job's state does not allow this.", "Read the job to see its state."),
    IDEMPOTENCY_IN_FLIGHT(
            409,
            Category.INPUT,
            "A request with the same idempotency key is still in progress.",
            "Wait until it ends, then send the request again."),
    PRECONDITION_FAILED(
            412,
            Category.INPUT,
            "The job is not at the version that If-Match names.",
            "Read the job again, and decide anew."),
    UPLOAD_GONE(410, Category.INPUT, "The job's upload is no longer kept.", "Submit the study again."),
    RESULT_GONE(410, Category.INPUT, "The job's result is no longer kept.", "Submit the study again."),
    RANGE_NOT_SATISFIABLE(
            416,
            Category.INPUT,
            "The requested range lies outside the artifact.",
            "Ask for bytes within the artifact's length."),
    STORE_FULL(
            507,
            Category.DEPENDENCY,
            "The artifact store is full.",
            "Delete jobs that nobody needs, or ask the operator of the service for more space."),
    UNAVAILABLE(503, Category.DEPENDENCY, "The service is not available at the moment.", "Try again in a moment."),
    NO_CT_IMAGES(0, Category.INPUT, "The study holds no CT images.", "Send a chest CT as DICOM or NIfTI."),
    AMBIGUOUS_SERIES(0, Category.INPUT, "The study holds more than one CT series.", "Choose one of them."),
    SERIES_NOT_FOUND(
            0,
            Category.INPUT,
            "The study holds no CT series with the given SeriesInstanceUID.",
            "Choose one of the candidates."),
    TOO_FEW_SLICES(0, Category.INPUT, "The series has too few slices to be a volume.", "Send the whole series."),
    MISSING_SLICES(0, Category.INPUT, "Slices are missing from the series.", "Send the whole series."),
    DUPLICATE_SLICES(0, Category.INPUT, "Several slices share one position.", "Send one series of one scan."),
    UNEVEN_SPACING(
            0,
            Category.INPUT,
            "The slices are not evenly spaced.",
            "Send one series of one scan, as the scanner made it."),
    MIXED_GEOMETRY(
            0,
            Category.INPUT,
            "The slices differ in orientation, size or pixel spacing.",
            "Send one series of one scan."),
    UNSUPPORTED_TRANSFER_SYNTAX(
            0,
            Category.INPUT,
            "The images are compressed in a way that is not supported.",
            "Export them uncompressed."),
    UNSUPPORTED_NIFTI(
            0,
            Category.INPUT,
            "The file is not a NIfTI volume that can be read.",
            "Send one volume of Hounsfield units as .nii or .nii.gz."),
    CORRUPT_ARCHIVE(0, Category.INPUT, "The archive is damaged or cut short.", "Copy or pack it again."),
    CORRUPT_IMAGE(0, Category.INPUT, "An image is damaged or cut short.", "Copy or export it again."),
    NOT_HOUNSFIELD(0, Category.INPUT, "The intensities are not Hounsfield units.", "Send the CT in Hounsfield units."),
    NOT_A_CHEST_CT(0, Category.INPUT, "The images do not show a chest.", "Send a CT of the chest."),
    NO_LUNG_FOUND(
            0,
            Category.INPUT,
            "No lung was found in the images.",
            "Send a CT of the whole chest, with voxel sizes in mm."),
    OUT_OF_MEMORY(
            0,
            Category.RESOURCE,
            "The study needs more memory than the worker has.",
            "Ask the operator of the service for more memory."),
    DEADLINE_EXCEEDED(
            0,
            Category.RESOURCE,
            "The job took longer than its deadline.",
            "Retry it, or ask the operator of the service for a longer deadline."),
    WORKER_LOST(0, Category.RESOURCE, "The worker was lost while it ran the job.", "Retry the job."),
    DEPENDENCY_FAILED(0, Category.DEPENDENCY, "A service that the worker depends on failed.", "Retry the job later."),
    INTERNAL(500, Category.INTERNAL, "An internal error occurred.", "Report it to the operator of the service.");

    private final int httpStatus;
    private final Category category;
    private final String title;
    private final String advice;

    ErrorCode(int httpStatus, Category category, String title, String advice) {
        this.httpStatus = httpStatus;
        this.category = category;
        this.title = title;
        this.advice = advice;
    }

    /** HTTP status of a problem with this code; 0 when only a failed job carries the code. */
    public int httpStatus() {
        return httpStatus;
    }

    public Category category() {
        return category;
    }

    /** The cause in one sentence for people, without data of the request. */
    public String title() {
        return title;
    }

    /** What people can do, in one sentence that begins with a verb. */
    public String advice() {
        return advice;
    }

    /** Cause and advice, for failures of which nothing more is known. */
    public String sentence() {
        return title + " " + advice;
    }
}
