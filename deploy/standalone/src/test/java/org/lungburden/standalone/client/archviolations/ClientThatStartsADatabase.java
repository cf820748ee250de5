package org.lungburden.standalone.client.archviolations;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

class ClientThatStartsADatabase {
    EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.start();
    }
}
