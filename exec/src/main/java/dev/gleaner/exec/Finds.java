package dev.gleaner.exec;

import dev.gleaner.exec.record.Damage;
import dev.gleaner.exec.record.DamagedRecordException;
import dev.gleaner.exec.record.JobFolder;
import dev.gleaner.exec.record.JobRecord;
import dev.gleaner.exec.record.Sightings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds records, and how the jobs really stand. What cannot be read is passed over and told. */
final class Finds {
    private final JobFolder folder;

    Finds(JobFolder folder) {
        this.folder = folder;
    }

    /** The newest run of which there is a record that can be read. */
    Optional<JobRecord> latest(String id) throws IOException {
        List<Damage> damages = new ArrayList<>();
        for (int run : folder.runs(id).reversed()) {
            JobRecord job = read(id, run, damages);
            if (job != null) {
                return Optional.of(job);
            }
        }
        if (!damages.isEmpty()) {
            throw new CommandsException.Unreadable(id, damages);
        }
        return Optional.empty();
    }

    Optional<JobRecord> run(String id, int run) throws IOException {
        List<Damage> damages = new ArrayList<>();
        JobRecord job = read(id, run, damages);
        if (!damages.isEmpty()) {
            throw new CommandsException.Unreadable(id, damages);
        }
        return Optional.ofNullable(job);
    }

    Listing all(JobFilter filter) throws IOException {
        List<JobRecord> jobs = new ArrayList<>();
        List<Damage> damages = new ArrayList<>();
        for (String id : folder.ids()) {
            if (filter.mayHold(id)) {
                for (int run : folder.runs(id).reversed()) {
                    JobRecord job = read(id, run, damages);
                    if (job != null && filter.holds(job)) {
                        jobs.add(job);
                    }
                    if (job != null && !filter.everyRun()) {
                        break;
                    }
                }
            }
        }
        jobs.sort(Finds::newestFirst);
        return new Listing(jobs, damages);
    }

    /** The newest first. */
    Listing history(String id) throws IOException {
        List<JobRecord> jobs = new ArrayList<>();
        List<Damage> damages = new ArrayList<>();
        for (int run : folder.runs(id).reversed()) {
            JobRecord job = read(id, run, damages);
            if (job != null) {
                jobs.add(job);
            }
        }
        return new Listing(jobs, damages);
    }

    private static int newestFirst(JobRecord one, JobRecord other) {
        int byTime = other.createdAt().compareTo(one.createdAt());
        int byId = one.id().compareTo(other.id());
        return byTime != 0 ? byTime : byId != 0 ? byId : Integer.compare(other.run(), one.run());
    }

    private @Nullable JobRecord read(String id, int run, List<Damage> damages) {
        try {
            return Sightings.now(folder.read(id, run));
        } catch (DamagedRecordException e) {
            damages.add(e.damage());
        } catch (NoSuchFileException e) {
            // Somebody has just removed it.
        } catch (IOException e) {
            damages.add(new Damage(folder.folder(id, run).resolve("record.json"), "cannot be read: " + e.getMessage()));
        }
        return null;
    }
}
