/// How a log is written: for people, or for programs. Either way an event is one line.
package enum LogFormat: String, CaseIterable, Sendable {
    /// `2026-11-26T08:47:33.120Z warning a peer is away peer=hub`
    case text
    /// `{"time":"2026-11-26T08:47:33.120Z","level":"warning","message":"a peer is away","peer":"hub"}`
    case json
}
