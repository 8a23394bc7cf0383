package dev.gleaner.api.dashboard;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The scripts and styles of the page. They are asked for anew each time, so that they always fit the API. */
@Configuration(proxyBeanMethods = false)
class DashboardFiles implements WebMvcConfigurer {
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/dashboard/**")
                .addResourceLocations("classpath:/dashboard/files/")
                .setCacheControl(CacheControl.noCache());
    }
}
