package org.lungburden.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Gives background threads connections of their own. A configuration with background work imports this class. */
public final class BackgroundPool implements BeanPostProcessor, AutoCloseable {
    private final List<PoolsByUse> pools = new ArrayList<>();

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource requests) {
            PoolsByUse both = new PoolsByUse(requests);
            pools.add(both);
            return both;
        }
        return bean;
    }

    @Override
    public void close() {
        pools.forEach(PoolsByUse::close);
    }
}
