package org.lungburden.api.door;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * Notices that an answer left a part of the request's body unread. Tomcat would then read the rest, on a thread that
 * waits for the client.
 */
final class UnreadBody implements Adapter {
    private final Adapter adapter;
    private boolean left;

    UnreadBody(Adapter adapter) {
        this.adapter = adapter;
    }

    void forget() {
        left = false;
    }

    /** Whether the last request was answered before its body was read. */
    boolean isLeft() {
        return left;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        adapter.service(request, response);
        AtomicBoolean continues = new AtomicBoolean();
        request.action(ActionCode.ASYNC_IS_ASYNC, continues);
        if (!continues.get() && !request.isFinished()) {
            left = true;
            // The connection is closed in place of reading on.
            request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
        return adapter.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent event) throws Exception {
        return adapter.asyncDispatch(request, response, event);
    }

    @Override
    public void log(Request request, Response response, long time) {
        adapter.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
        adapter.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
        return adapter.getDomain();
    }
}
