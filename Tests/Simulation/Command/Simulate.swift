import Foundation
import Simulation
import Synchronization

/// `touchstone-simulate [--seeds N] [--first SEED] [--workers N] [--keep-going]
/// [--no-shrinking]`: runs simulations on all cores, and tells of the first seeds that fail, shrunk. Exit
/// status 1 where one has failed.
@main
enum Simulate {
    static func main() async {
        let options = Options(CommandLine.arguments.dropFirst())
        let progress = Progress(options)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<options.workers {
                group.addTask {
                    while let seed = progress.next() {
                        let scenario = Scenario(seed: seed)
                        progress.ran(scenario, SimulationRun(scenario))
                    }
                }
            }
        }
        progress.close()
        let failures = progress.failures
        for (scenario, failure) in failures.prefix(options.reports) {
            print(
                options.isShrinking
                    ? FailureReport.text(of: scenario, failure)
                    : FailureReport.line(of: scenario, failure))
        }
        exit(failures.isEmpty ? 0 : 1)
    }
}

struct Options {
    var seeds: UInt64 = 2_000
    var first: UInt64 = 1
    var workers = max(1, ProcessInfo.processInfo.activeProcessorCount)
    var isKeptGoing = false
    var isShrinking = true
    /// Failures told in full.
    let reports = 3

    init(_ arguments: some Sequence<String>) {
        var arguments = Array(arguments)[...]
        while let name = arguments.popFirst() {
            switch (name, arguments.first.flatMap { UInt64($0) }) {
            case ("--seeds", let number?): seeds = number
            case ("--first", let number?): first = number
            case ("--workers", let number?): workers = max(1, Int(number))
            case ("--keep-going", _):
                isKeptGoing = true
                continue
            case ("--no-shrinking", _):
                isShrinking = false
                continue
            default:
                FileHandle.standardError.write(
                    Data(
                        "usage: touchstone-simulate [--seeds N] [--first SEED] [--workers N] [--keep-going] [--no-shrinking]\n"
                            .utf8))
                exit(64)
            }
            arguments.removeFirst()
        }
    }
}

/// Hands out seeds in order, and counts.
final class Progress: Sendable {
    private struct State {
        var next: UInt64
        var ran: UInt64 = 0
        var events = 0
        var failures: [(Scenario, SimulationFailure)] = []
        var toldAt = ContinuousClock.now
    }

    private let options: Options
    private let state: Mutex<State>
    private let start = ContinuousClock.now

    init(_ options: Options) {
        self.options = options
        state = Mutex(State(next: options.first))
    }

    var failures: [(Scenario, SimulationFailure)] {
        state.withLock { $0.failures.sorted { $0.0.seed < $1.0.seed } }
    }

    func next() -> UInt64? {
        state.withLock { state in
            guard state.next < options.first + options.seeds,
                options.isKeptGoing || state.failures.isEmpty
            else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    func ran(_ scenario: Scenario, _ run: SimulationRun) {
        let told = state.withLock { state -> String? in
            state.ran += 1
            state.events += run.events
            if let failure = run.failure {
                state.failures.append((scenario, failure))
                return "seed \(scenario.seed): \(failure)"
            }
            guard ContinuousClock.now - state.toldAt > .seconds(2) else { return nil }
            state.toldAt = .now
            return line(state)
        }
        if let told { tell(told) }
    }

    func close() { tell(state.withLock { line($0) }) }

    private func line(_ state: State) -> String {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let rate = Double(state.ran) / max(seconds, 0.001)
        return
            "\(state.ran) of \(options.seeds) seeds, \(state.failures.count) failed, \(Int(rate * 10) / 10).\(Int(rate * 10) % 10) seeds/s, \(state.events / Int(max(state.ran, 1))) events a seed, \(Int(seconds)) s"
    }

    private func tell(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
