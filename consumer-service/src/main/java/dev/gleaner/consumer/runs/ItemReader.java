package dev.gleaner.consumer.runs;

import dev.gleaner.consumer.command.output.FoundArticle;
import dev.gleaner.fetch.AddressPolicy;
import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Reads items. Nothing is fetched from their addresses, so what these show by themselves is all that is asked of the policy: an address
 * that no submission could have has no article.
 */
final class ItemReader {
    private final AddressPolicy policy;
    private final InstantSource clock;

    ItemReader(AddressPolicy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** Empty if it is none, which is told. */
    Optional<FoundItem> read(String json, long number, Skipped skipped) {
        switch (FoundArticle.read(json, null)) {
            case FoundArticle.Reading.Refused(String why) -> skipped.add(number, why);
            case FoundArticle.Reading.Found(FoundArticle found) -> {
                String url = found.url();
                if (url == null) {
                    skipped.add(number, "has no url");
                    return Optional.empty();
                }
                ArticleUrl address;
                try {
                    address = ArticleUrl.parse(url);
                } catch (InvalidUrlException invalid) {
                    skipped.add(number, "has an invalid url: " + invalid.reason());
                    return Optional.empty();
                }
                Optional<String> refused = policy.visibleRefusal(address);
                refused.ifPresent(why -> skipped.add(number, "has a url that is not taken: " + why));
                return refused.isPresent()
                        ? Optional.empty()
                        : Optional.of(new FoundItem(address, found.content(), found.data(), clock.instant()));
            }
        }
        return Optional.empty();
    }
}
