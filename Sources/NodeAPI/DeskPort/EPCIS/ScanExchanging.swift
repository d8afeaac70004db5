package import EPCIS

/// What the desk port asks its node about scans: to keep them, and which there are.
package protocol ScanExchanging: Sendable {
    /// Keeps the scans of one capture and what became of it; durable on return.
    func capture(
        _ capture: ScanCapture, behaviour: CaptureJob.ErrorBehaviour
    ) async throws -> CaptureJob

    /// Nil for a job that is not known, or no longer.
    func captureJob(_ id: String) async throws -> CaptureJob?

    /// The newest first, after the one named; at most `limit`.
    func captureJobs(after id: String?, limit: Int) async throws -> [CaptureJob]

    /// One page of scans.
    func answer(_ query: EventQuery) async throws -> QueryAnswer

    /// The time that answers carry.
    func now() -> EventTime
}
