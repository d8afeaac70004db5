/// How far one peer's evidence was taken, and when to look again. A value, part of `PeerPoll`.
struct EvidenceLook: Sendable {
    /// Behind which the peer is asked: a token that its evidence came with, not its frontier.
    private(set) var cursor: String?
    /// What the peer's frontier named last.
    private var shown: String?
    /// What of that has been dealt with.
    private var taken: String?
    /// What the frontier named when the look that is under way began.
    private var looking: String?
    /// Set while a look is under way that goes by what this node knew before.
    private var isOutdated = false
    private var notBefore: Duration = .zero

    /// When the next look is due; nil while there is nothing new, or one is under way.
    var dueAt: Duration? { shown == nil || shown == taken || looking != nil ? nil : notBefore }

    mutating func shown(_ token: String?) { shown = token }

    /// Begins a look, behind `cursor`, if one is due.
    mutating func begin(at now: Duration) -> Bool {
        guard let due = dueAt, due <= now else { return false }
        looking = shown
        return true
    }

    /// - Parameters:
    ///   - token: up to where it was taken; nil where that failed, so that the peer is asked again once its
    ///     next frontier has come.
    ///   - isAll: false where the peer has more, which the next look takes.
    mutating func seen(upTo token: String?, isAll: Bool, nextAt: Duration) {
        defer { (looking, isOutdated) = (nil, false) }
        notBefore = nextAt
        if isOutdated { return }
        guard let token else {
            shown = nil
            return
        }
        cursor = token
        if isAll { taken = looking }
    }

    /// What this node may read, or whose signatures it knows, has changed: everything is looked at anew.
    mutating func forget() {
        (taken, cursor) = (nil, nil)
        isOutdated = looking != nil
    }
}
