package org.lungburden.api.page;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.Map;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Maps the page's files one by one, so that every other path stays as unknown as before. */
@Configuration(proxyBeanMethods = false)
@Import(PageController.class)
public class PageConfiguration {

    @Bean
    PageFiles pageFiles() {
        return PageFiles.onTheClassPath();
    }

    /** A mapping of GET takes HEAD too. */
    @Bean
    SmartInitializingSingleton pagePaths(
            PageFiles files,
            PageController controller,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        Method file = ClassUtils.getMethod(PageController.class, "file", HttpServletRequest.class, Map.class);
        return () -> files.paths().forEach(path -> {
            RequestMappingInfo info = RequestMappingInfo.paths(path)
                    .methods(RequestMethod.GET)
                    .options(mapping.getBuilderConfiguration())
                    .build();
            mapping.registerMapping(info, controller, file);
        });
    }
}
