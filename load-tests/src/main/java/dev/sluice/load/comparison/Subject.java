package dev.sluice.load.comparison;

import org.jspecify.annotations.Nullable;

/**
 * Something under load.
 *
 * @param server whose CPU time counts; null where there is none between the load and the workspace
 */
record Subject(String name, @Nullable Child server, Load load) {
    /** One measurement: work, seconds, and CPU time of the server. */
    record Sample(Load.Work work, CpuUse cpu) {
        double cpuPerUnit() {
            return cpu.total() / work.units();
        }

        double rate() {
            return work.units() / work.seconds();
        }
    }

    Sample sample() {
        CpuUse before = cpu();
        Load.Work work = load.run();
        return new Sample(work, cpu().since(before));
    }

    private CpuUse cpu() {
        return server == null ? new CpuUse(0, 0) : server.cpuUse();
    }
}
