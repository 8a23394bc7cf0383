package dev.gleaner.api.web.guard;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the guards before everything else that answers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GuardSettings.class)
class GuardConfiguration {
    /** @param host API_HOST as it was set; empty for every address */
    @Bean
    HostNames hostNames(GuardSettings settings, @Value("${server.address:}") String host) throws UnknownHostException {
        InetAddress bound = host.isBlank() ? InetAddress.getByName("0.0.0.0") : InetAddress.getByName(host);
        return HostNames.of(bound, host, settings.allowedHosts());
    }

    @Bean
    FilterRegistrationBean<Filter> noSniff() {
        FilterRegistrationBean<Filter> registration = first(new NoSniffFilter(), 0);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        return registration;
    }

    @Bean
    FilterRegistrationBean<Filter> knownHosts(HostNames names) {
        return first(new HostFilter(names), 1);
    }

    @Bean
    FilterRegistrationBean<Filter> ownWrites(HostNames names) {
        return first(new WriteFilter(names), 2);
    }

    @Bean
    FilterRegistrationBean<Filter> readOnly(GuardSettings settings) {
        FilterRegistrationBean<Filter> registration = first(new ReadOnlyFilter(), 3);
        registration.setEnabled(settings.readOnly());
        return registration;
    }

    private static FilterRegistrationBean<Filter> first(Filter filter, int place) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
        registration.setName(filter.getClass().getSimpleName());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
        return registration;
    }
}
