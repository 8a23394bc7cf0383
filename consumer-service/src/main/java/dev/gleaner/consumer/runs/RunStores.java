package dev.gleaner.consumer.runs;

import dev.gleaner.article.Articles;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.Items;
import dev.gleaner.job.Jobs;
import dev.gleaner.task.JobEnds;

/** Where what a run finds is written to. */
record RunStores(Articles articles, Items items, Efforts efforts, Jobs jobs, JobEnds ends) {}
