package dev.gleaner.extract.markdown;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The numbers of list items. Items are asked for in order, so each is counted on from the one before. */
final class ItemNumbers {
    /** No list counts further. */
    private static final int MOST = 1_000;

    private final Map<Element, Counted> last = new IdentityHashMap<>();

    /** @param place of the item among the items of its list, from 1 */
    private record Counted(Element item, int place) {}

    /** The number that stands before an item, 1,000 at most above the one that its list starts from. */
    int of(Element item) {
        @Nullable Element list = item.parent();
        if (list == null) {
            return 1;
        }
        int place = place(item, last.get(list));
        last.put(list, new Counted(item, place));
        String start = list.attr("start");
        boolean counts = !start.isEmpty() && start.length() < 6 && start.chars().allMatch(c -> c >= '0' && c <= '9');
        return counts ? place - 1 + Integer.parseInt(start) : place;
    }

    private static int place(Element item, @Nullable Counted known) {
        int place = 1;
        for (@Nullable Element at = item; at != null && place < MOST; at = at.previousElementSibling()) {
            if (known != null && at == known.item()) {
                return at == item ? known.place() : Math.min(MOST, known.place() + place);
            }
            place += at != item && at.nameIs("li") ? 1 : 0;
        }
        return place;
    }
}
