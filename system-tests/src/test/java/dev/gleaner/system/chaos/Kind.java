package dev.gleaner.system.chaos;

/** What is done to a fleet. */
enum Kind {
    KILL_API(5, On.API),
    KILL_CONSUMER(8, On.CONSUMER),
    PAUSE_API(2, On.API),
    PAUSE_CONSUMER(4, On.CONSUMER),
    KILL_REDIS(4, On.REDIS),
    EMPTY_REDIS(3, On.REDIS),
    FORGET_SCRIPTS(2, On.REDIS),
    FILL_REDIS(3, On.REDIS),
    REDIS_PAUSES_CLIENTS(3, On.REDIS),
    PAUSE_REDIS(2, On.REDIS),
    KILL_MONGODB(3, On.MONGODB),
    PAUSE_MONGODB(2, On.MONGODB),
    SLOW_MONGODB(3, On.MONGODB),
    MONGODB_FAILS_WRITES(4, On.MONGODB),
    SLOW_WIRES(2, On.MEMBER),
    CUT_WIRES(4, On.MEMBER),
    NOTHING_GETS_OUT(2, On.MEMBER),
    NOTHING_COMES_IN(2, On.MEMBER);

    final int weight;
    final On on;

    Kind(int weight, On on) {
        this.weight = weight;
        this.on = on;
    }

    /** Whether clients may be answered errors because of it: only Redis may go away without anybody noticing. */
    boolean excusesErrors() {
        return on != On.REDIS && on != On.CONSUMER;
    }

    /** What it is done to. */
    enum On {
        API,
        CONSUMER,
        MEMBER,
        REDIS,
        MONGODB
    }
}
