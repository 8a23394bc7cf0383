package dev.gleaner.job;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the ends of the articles of jobs took and brought. They are noted before the article is settled, so that whoever sees it ended
 * finds them; what was there when the job was submitted has none.
 */
public interface Efforts {
    /** Notes ends; the first note of a run stands, and those of a later run replace it. */
    void note(Collection<Note> notes);

    /** By article; absent where nothing is noted, as by consumers of earlier versions. */
    Map<String, Note> find(String jobId, Collection<String> articleIds);

    void remove(String jobId, Collection<String> articleIds);

    /** Removes all of a job that is being removed, whose pages are still there. */
    default void remove(String jobId, int total, Items items) {
        items.pages(jobId, total)
                .forEach(
                        page -> remove(jobId, page.stream().map(Item::articleId).toList()));
    }

    /**
     * How an article of a job ended.
     *
     * @param run of the job
     */
    record Note(String jobId, int run, String articleId, Effort effort) {
        /** The articles of notes. */
        public static List<String> articles(Collection<Note> notes) {
            return notes.stream().map(Note::articleId).toList();
        }
    }
}
