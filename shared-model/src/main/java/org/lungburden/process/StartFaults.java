package org.lungburden.process;

import org.jspecify.annotations.Nullable;
import org.lungburden.binding.StoreNotReadyException;
import org.lungburden.database.DatabaseOutage;
import org.lungburden.database.SchemaNotReadyException;
import org.lungburden.error.Causes;
import org.lungburden.error.CodedException;
import org.lungburden.error.InvalidSettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Explains in one sentence why a process cannot start. */
final class StartFaults {
    private static final Logger LOG = LoggerFactory.getLogger(StartFaults.class);
    private static final int BAD_SETTING = 2;
    private static final int FAILED = 3;

    private StartFaults() {}

    /** @param managementPort the port for health and metrics, when the process has one */
    static StartFailedException of(Throwable failure, @Nullable String managementPort) {
        for (Throwable cause : Causes.of(failure)) {
            String setting = setting(cause, managementPort);
            if (setting != null) {
                return new StartFailedException(BAD_SETTING, setting, failure);
            }
        }
        for (Throwable cause : Causes.of(failure)) {
            if (cause instanceof SchemaNotReadyException || cause instanceof StoreNotReadyException) {
                return new StartFailedException(FAILED, String.valueOf(cause.getMessage()), failure);
            }
            if (cause instanceof CodedException coded) {
                LOG.error("The start failed", failure);
                return new StartFailedException(FAILED, coded.code() + ": " + coded.detail(), failure);
            }
        }
        if (DatabaseOutage.causes(failure)) {
            return new StartFailedException(
                    FAILED, "The database cannot be reached or refuses the connection.", failure);
        }
        LOG.error("The start failed", failure);
        return new StartFailedException(FAILED, "INTERNAL: the start failed; see the log for the reason.", failure);
    }

    private static @Nullable String setting(Throwable cause, @Nullable String managementPort) {
        if (cause instanceof InvalidSettingException invalid) {
            return invalid.getMessage();
        }
        if (cause instanceof PortInUseException taken) {
            String option = Integer.toString(taken.getPort()).equals(managementPort) ? "--management-port" : "--port";
            return "port " + taken.getPort() + " is in use; " + option + " names another, " + option
                    + " 0 takes a free one";
        }
        if (cause instanceof BindValidationException invalid) {
            return invalid.getValidationErrors().getName() + ": "
                    + told(invalid.getValidationErrors().getAllErrors().get(0));
        }
        if (cause instanceof BindException unbound) {
            return unbound.getName() + " has a value that makes no sense";
        }
        return null;
    }

    private static String told(ObjectError error) {
        return error instanceof FieldError field
                ? field.getField() + " " + field.getDefaultMessage()
                : String.valueOf(error.getDefaultMessage());
    }
}
