package org.lungburden.api.door;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP/1.1 as Tomcat implements it, with other ends of connections: no thread waits for the rest of a body that nobody
 * reads. Tomcat creates the instance itself, by name.
 */
public class DoorProtocol extends Http11NioProtocol {
    private final DoorHandler door;
    private final CrowdedDoor crowd;
    private final SlowReaders slowReaders;

    /** Takes the place of the handler that Tomcat's own constructor has set. */
    public DoorProtocol() {
        door = new DoorHandler(getHandler(), this::getConnectionTimeout);
        setHandler(door);
        getEndpoint().setHandler(door);
        crowd = new CrowdedDoor(getEndpoint(), door::readsSlowHead);
        slowReaders = new SlowReaders(getEndpoint());
    }

    @Override
    protected Processor createProcessor() {
        return new DoorProcessor(this, new UnreadBody(adapter));
    }

    @Override
    public void start() throws Exception {
        super.start();
        crowd.start(getUtilityExecutor());
        slowReaders.start(getUtilityExecutor());
    }

    @Override
    public void stop() throws Exception {
        slowReaders.stop();
        crowd.stop();
        super.stop();
    }

    /** The connection's answer is sent, although the client may still send. */
    void answeredEarly(SocketWrapperBase<?> connection) {
        if (connection.getSocket() instanceof NioChannel) {
            door.answeredEarly(connection);
        }
    }
}
