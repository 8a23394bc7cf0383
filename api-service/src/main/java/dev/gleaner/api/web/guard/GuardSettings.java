package dev.gleaner.api.web.guard;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may ask.
 *
 * @param allowedHosts API_ALLOWED_HOSTS, names under which the API is asked, besides its own on loopback; elsewhere empty
 *     means all
 * @param readOnly READ_ONLY, whether every request is refused that would change something; what was accepted before goes on
 */
@ConfigurationProperties("gleaner.web")
public record GuardSettings(List<String> allowedHosts, boolean readOnly) {
    public GuardSettings {
        allowedHosts = allowedHosts.stream().filter(name -> !name.isBlank()).toList();
    }
}
