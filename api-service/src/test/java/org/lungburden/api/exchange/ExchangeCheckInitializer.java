package org.lungburden.api.exchange;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.web.context.WebApplicationContext;

/** Puts the check before every web application that a test starts. */
public final class ExchangeCheckInitializer implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        if (context instanceof WebApplicationContext) {
            context.registerBean("exchangeCheck", FilterRegistrationBean.class, () -> {
                FilterRegistrationBean<ExchangeCheck> check = new FilterRegistrationBean<>(new ExchangeCheck());
                check.setOrder(Ordered.HIGHEST_PRECEDENCE);
                check.setDispatcherTypes(
                        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
                return check;
            });
        }
    }
}
