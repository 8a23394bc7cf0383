package dev.gleaner.api.outputs;

import dev.gleaner.api.report.Reports;
import dev.gleaner.api.results.ResultsExport;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.Items;
import dev.gleaner.job.Outputs;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the way of results into files together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutputSettings.class)
class OutputsConfiguration {
    @Bean
    OutputReader outputReader(OutputSettings settings) {
        return new OutputReader(settings.folder().isPresent());
    }

    @Bean
    OutputDeliverer outputDeliverer(
            OutputSettings settings,
            Reports reports,
            ResultsExport results,
            Items items,
            Efforts efforts,
            Outputs outputs) {
        return new OutputDeliverer(
                settings.folder().map(OutputFolder::new), reports, results, new Selection(items, efforts), outputs);
    }
}
