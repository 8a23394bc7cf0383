package dev.gleaner.api.articles;

import dev.gleaner.api.articles.FailuresAnswer.Example;
import dev.gleaner.api.articles.FailuresAnswer.Group;
import dev.gleaner.api.articles.FailuresAnswer.HostCount;
import dev.gleaner.article.Advice;
import dev.gleaner.article.ErrorCode;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.JobItems;
import dev.gleaner.job.Jobs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Puts the failures of a job together by their codes, with what each means and what to do about it. */
@Component
class FailureGroups {
    private static final int MOST_EXAMPLES = 5;
    private static final int MOST_HOSTS = 10;

    private final Items items;

    FailureGroups(Items items) {
        this.items = items;
    }

    FailuresAnswer of(Jobs.Detail detail) {
        Map<String, Failure> failures = new HashMap<>();
        detail.failures().forEach(failure -> failures.put(failure.articleId(), failure));
        Map<ErrorCode, Counted> counted = new EnumMap<>(ErrorCode.class);
        int total = failures.size();
        JobItems pages = new JobItems(items, detail);
        for (int page = 0;
                !failures.isEmpty() && page * Items.PAGE < detail.job().total();
                page++) {
            for (Item item : pages.page(page)) {
                Failure failure = failures.remove(item.articleId());
                if (failure != null) {
                    counted.computeIfAbsent(failure.code(), code -> new Counted())
                            .add(failure, item.url(), item.host());
                }
            }
        }
        // A run that should have found articles is none of them.
        failures.values()
                .forEach(failure -> counted.computeIfAbsent(failure.code(), code -> new Counted())
                        .add(failure, "", ""));
        List<Group> groups = counted.entrySet().stream()
                .map(one -> one.getValue().group(one.getKey()))
                .sorted(Comparator.comparingInt(Group::count).reversed().thenComparing(Group::code))
                .toList();
        return new FailuresAnswer(detail.job().id(), detail.job().run(), total, groups);
    }

    /** What has been seen of one code. */
    private static final class Counted {
        private final Map<String, Integer> hosts = new HashMap<>();
        private final List<Example> examples = new ArrayList<>();
        private int count;

        void add(Failure failure, String url, String host) {
            count++;
            if (!host.isEmpty()) {
                hosts.merge(host, 1, Integer::sum);
            }
            if (examples.size() < MOST_EXAMPLES) {
                examples.add(new Example(failure.articleId(), url, failure.error(), failure.at()));
            }
        }

        Group group(ErrorCode code) {
            Advice advice = Advice.of(code);
            List<HostCount> most = hosts.entrySet().stream()
                    .map(one -> new HostCount(one.getKey(), one.getValue()))
                    .sorted(Comparator.comparingInt(HostCount::count).reversed().thenComparing(HostCount::host))
                    .limit(MOST_HOSTS)
                    .toList();
            return new Group(
                    code.code(),
                    count,
                    Advice.mayPass(code),
                    advice.meaning(),
                    advice.advice(),
                    most,
                    List.copyOf(examples));
        }
    }
}
