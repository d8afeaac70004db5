import Logging
import MergedView
import SQLiteStore
import ServiceLifecycle

/// Keeps the view up to the record, and the text index behind it, in the background.
struct ViewKeeper: Service {

    let node: OpenedNode
    let merger: ViewMerger
    let pulse: Pulse
    let calls: BlockingCalls
    let logger: Logger
    /// Called when the view has more than before.
    let onMerged: @Sendable () -> Void

    func run() async throws {
        let rounds = PatientRounds(what: "the view cannot be kept up", logger: logger)
        try await cancelWhenGracefulShutdown {
            do {
                try await rounds.run { try await calls.run { try node.view.warmUp() } }
                try await pulse.forEach(orEvery: .seconds(5)) {
                    try await rounds.run { try await calls.run { try keep() } }
                }
            } catch is CancellationError {
                return
            }
        }
    }

    /// Merging goes before indexing: what was just reported is found by its identifier at once.
    private func keep() throws {
        if try merger.catchUp() > 0 { onMerged() }
        let progress = try node.view.textIndexProgress()
        guard progress.lag > 0 else { return }
        let after = try node.view.indexNext(
            limit: IndexPace.entries(lag: progress.lag), from: StoredEntries(node.logs))
        if after.lag > 0, after.indexed > progress.indexed { pulse.fire() }
        if after.lag == 0 { node.view.releaseMemory() }
    }
}
