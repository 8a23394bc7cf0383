package dev.gleaner.extract.metadata;

import dev.gleaner.extract.page.Texts;
import java.io.IOException;
import java.io.InputStream;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects the language of a text, for pages that declare none. The model of Apache OpenNLP knows 103 languages; it is
 * read when it is first needed, since most pages declare theirs, and reading takes most of a second and 35 MB of heap.
 */
public final class LanguageDetector {
    private static final Logger LOG = LoggerFactory.getLogger(LanguageDetector.class);
    private static final String MODEL = "/langdetect-183.bin";

    /** In chars. More than this makes the answer hardly better and takes longer: 0.4 ms for 300, 1 ms for 1,000. */
    private static final int LENGTH = 400;

    /** As {@link Texts#weight} counts. Names and numbers alone have no language. */
    private static final int SHORTEST = 60;

    private LanguageDetector() {}

    /** The primary subtag of BCP 47; null for a text that is too short to tell. */
    public static @Nullable String detect(String text) {
        if (Holder.MODEL == null || Texts.weight(Texts.cut(text, LENGTH)) < SHORTEST) {
            return null;
        }
        // The detector keeps state of its own while it works; the model is shared.
        LanguageDetectorME detector = new LanguageDetectorME(Holder.MODEL);
        return Languages.tag(detector.predictLanguage(Texts.cut(text, LENGTH)).getLang());
    }

    private static final class Holder {
        private static final @Nullable LanguageDetectorModel MODEL = load();

        private static @Nullable LanguageDetectorModel load() {
            try (InputStream model = LanguageDetector.class.getResourceAsStream(LanguageDetector.MODEL)) {
                return model == null ? null : new LanguageDetectorModel(model);
            } catch (IOException | RuntimeException broken) {
                LOG.warn("Languages are not detected, the model cannot be read", broken);
                return null;
            }
        }
    }
}
