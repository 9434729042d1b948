package dev.sluice.load.comparison;

import org.jspecify.annotations.Nullable;

/**
 * Something under load.
 *
 * @param server whose CPU time counts; null where there is none between the load and the workspace
 */
record Subject(String name, @Nullable Child server, Load load) {
    private static final double MOST_COMPILING = 0.03;

    /** One measurement: work, seconds, CPU time of the server, and what of it its JIT compilers took. */
    record Sample(Load.Work work, CpuUse cpu, CpuUse compilers) {
        boolean isWarm() {
            return compilers.total() <= cpu.total() * MOST_COMPILING;
        }

        double cpuPerUnit() {
            return cpu.total() / work.units();
        }

        double rate() {
            return work.units() / work.seconds();
        }
    }

    Sample sample() {
        if (server == null) {
            return new Sample(load.run(), CpuUse.NONE, CpuUse.NONE);
        }
        CpuUse before = server.cpuUse();
        CpuUse compilersBefore = server.compilerUse();
        Load.Work work = load.run();
        return new Sample(
                work, server.cpuUse().since(before), server.compilerUse().since(compilersBefore));
    }
}
