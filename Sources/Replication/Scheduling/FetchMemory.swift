import AllianceNames

/// Who holds how much of the memory of a `FetchQueue`. A value.
///
/// Most of it is for whoever asks, up to what one author's logs may hold; a part is kept for logs that want few
/// bundles, so that they need not wait for those of logs that want many, which may stand behind one that is slow to
/// come. Of that part no author has more than a quarter, and no peer gives more than half.
struct FetchMemory: Sendable {
    /// What one bundle takes, from the request until it is stored.
    struct Holding: Sendable {
        let bundle: UInt64
        let author: MemberID
        let peer: MemberID
        /// Of the part for logs that want few.
        let isReserved: Bool
        fileprivate(set) var byteCount: Int
    }

    enum Room: Equatable, Sendable {
        case free
        case reserved
        /// There is some, but not for more of this author.
        case takenByAuthor
        case taken
    }

    private struct Shares: Sendable {
        var byteCount = 0
        var ofAuthors: [MemberID: Int] = [:]
        var ofPeers: [MemberID: Int] = [:]

        mutating func add(_ byteCount: Int, _ holding: Holding) {
            self.byteCount += byteCount
            ofAuthors[holding.author, default: 0] += byteCount
            if ofAuthors[holding.author] == 0 { ofAuthors[holding.author] = nil }
            ofPeers[holding.peer, default: 0] += byteCount
            if ofPeers[holding.peer] == 0 { ofPeers[holding.peer] = nil }
        }
    }

    private let limits: FetchQueue.Limits
    private var all = Shares()
    private var reserved = Shares()

    init(limits: FetchQueue.Limits) { self.limits = limits }

    var byteCount: Int { all.byteCount }

    func room(for ticket: FetchQueue.Ticket, wantsMany: Bool) -> Room {
        let (author, count) = (ticket.origin.member, ticket.byteCount)
        guard all.ofAuthors[author, default: 0] + count <= limits.authorBytesMax else {
            return .takenByAuthor
        }
        let free = limits.memoryBytesMax - limits.fewBytesMax
        if all.byteCount - reserved.byteCount + count <= free { return .free }
        return !wantsMany && hasReserved(count, of: author, from: ticket.peer) ? .reserved : .taken
    }

    /// Whether the part for logs that want few has room, and this author's and peer's share of it.
    func hasReserved(_ count: Int, of author: MemberID, from peer: MemberID) -> Bool {
        reserved.byteCount + count <= limits.fewBytesMax
            && reserved.ofAuthors[author, default: 0] + count <= limits.fewBytesMax / 4
            && reserved.ofPeers[peer, default: 0] + count <= limits.fewBytesMax / 2
    }

    mutating func hold(
        _ ticket: FetchQueue.Ticket, bundle: UInt64, isReserved: Bool
    ) -> Holding {
        let holding = Holding(
            bundle: bundle, author: ticket.origin.member, peer: ticket.peer,
            isReserved: isReserved, byteCount: ticket.byteCount)
        add(holding.byteCount, holding)
        return holding
    }

    mutating func resize(_ holding: inout Holding, to byteCount: Int) {
        add(byteCount - holding.byteCount, holding)
        holding.byteCount = byteCount
    }

    mutating func release(_ holding: Holding) { add(-holding.byteCount, holding) }

    private mutating func add(_ byteCount: Int, _ holding: Holding) {
        all.add(byteCount, holding)
        if holding.isReserved { reserved.add(byteCount, holding) }
    }
}
