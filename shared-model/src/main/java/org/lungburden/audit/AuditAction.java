package org.lungburden.audit;

/** What was done. The names are part of the contract. */
public enum AuditAction {
    JOB_SUBMIT,
    JOB_CANCEL,
    JOB_RETRY,
    /** Its labels were changed. */
    JOB_RELABEL,
    JOB_DELETE,
    /** The time of keeping was over: result, files and labels went. */
    JOB_EXPIRE,
    /** Its receiver is to be told again. */
    JOB_REDELIVER,
    /** Corrected labels came. */
    REVISION_SAVE,
    /** Which result counts was decided. */
    REVISION_ACCEPT,
    IMAGE_REQUEST,
    RESULT_READ,
    FILE_READ,
    SIGN_IN,
    SIGN_OUT,
    /** Of a caller who is known but lacks the scope. */
    CALL,
    KEY_CREATE,
    KEY_REVOKE,
    WEBHOOK_SECRET_READ,
    WEBHOOK_SECRET_ROTATE
}
