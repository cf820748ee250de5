package org.lungburden.api.problem;

import org.apache.coyote.ErrorState;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;

/**
 * HTTP/1.1 as Tomcat implements it, except that the answer to overlong headers is 431. Tomcat answers 400, and only the
 * message of its exception separates the two cases. Tomcat creates the instance itself, by name.
 */
public class DoorProtocol extends Http11NioProtocol {
    private static final String TOO_LARGE =
            StringManager.getManager(Http11Processor.class).getString("iib.requestheadertoolarge.error");

    @Override
    protected Processor createProcessor() {
        return new Http11Processor(this, adapter) {
            @Override
            protected void setErrorState(ErrorState state, @Nullable Throwable failure) {
                if (failure != null && TOO_LARGE.equals(failure.getMessage())) {
                    response.setStatus(ErrorCode.HEADERS_TOO_LARGE.httpStatus());
                }
                super.setErrorState(state, failure);
            }
        };
    }
}
