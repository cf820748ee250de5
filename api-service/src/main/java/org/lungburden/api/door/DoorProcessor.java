package org.lungburden.api.door;

import java.io.IOException;
import org.apache.coyote.ErrorState;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;

/** The requests of one connection, one after the other. */
final class DoorProcessor extends Http11Processor {
    private static final String TOO_LARGE =
            StringManager.getManager(Http11Processor.class).getString("iib.requestheadertoolarge.error");

    private final DoorProtocol door;
    private final UnreadBody body;

    DoorProcessor(DoorProtocol door, UnreadBody body) {
        super(door, body);
        this.door = door;
        this.body = body;
    }

    @Override
    public SocketState service(SocketWrapperBase<?> connection) throws IOException {
        body.forget();
        SocketState state = super.service(connection);
        boolean early = body.isLeft() || getErrorState().isError();
        if (state == SocketState.CLOSED && early && getErrorState().isIoAllowed()) {
            door.answeredEarly(connection);
        }
        return state;
    }

    /** The end of an answer that another thread gave. */
    @Override
    protected SocketState dispatchEndRequest() {
        SocketWrapperBase<?> connection = socketWrapper;
        if (!request.isFinished() && connection != null) {
            door.answeredEarly(connection);
            return SocketState.CLOSED;
        }
        return super.dispatchEndRequest();
    }

    /** Tomcat answers overlong headers with 400; only the message of its exception tells them from other faults. */
    @Override
    protected void setErrorState(ErrorState state, @Nullable Throwable failure) {
        if (failure != null && TOO_LARGE.equals(failure.getMessage())) {
            response.setStatus(ErrorCode.HEADERS_TOO_LARGE.httpStatus());
        }
        super.setErrorState(state, failure);
    }
}
