import AllianceNames
package import Complaints
import Roster
import Statements
import TransparencyLog

/// What complainant and seller are told of a complaint, as plain text in their language: what was decided of which
/// listings, why, and what they can do. The seller is told no name of a complainant, and nothing while an operation
/// holds the notice back.
package struct ComplaintNoticeText: Sendable {
    package enum Reader: CaseIterable, Sendable { case complainant, seller }

    package struct Notice: Hashable, Sendable {
        package let subject: String
        package let body: String
    }

    /// Listings that are named one by one.
    package static let listingsMax = 300
    private let words: ComplaintWords

    package init(_ language: DeskLanguage) { words = ComplaintWords(language) }

    /// - Parameters:
    ///   - places: of the listings that it is about; nil for all.
    ///   - link: where the reader answers.
    ///   - now: what is held back until later is not told; nil tells all but what is held at all.
    /// - Returns: nil where there is nothing to tell.
    package func notice(
        to reader: Reader, of state: CaseState, places: Set<Int>? = nil, link: String? = nil,
        now: UInt64? = nil
    ) -> Notice? {
        let listings = state.listings.filter { listing in
            guard places?.contains(listing.place) ?? true else { return false }
            return reader == .complainant || isForSeller(listing, now)
        }
        let groups = self.groups(of: listings)
        guard !groups.isEmpty else { return nil }
        var lines = [words[reader == .seller ? .noticeSellerGreeting : .noticeGreeting], ""]
        for group in groups { lines += self.lines(of: group, to: reader, in: state) }
        if let link { lines += [words[.noticeAnswerAt], link, ""] }
        switch reader {
        case .complainant:
            lines.append("\(words[.complaint]): \(state.id)")
            lines.append("\(words[.headRight]): \(state.complaint.right.key)")
        case .seller:
            // The complaint's own name has the complainant's in it.
            let name = Digest.sha256(Array("notice \(state.id)".utf8)).hex.prefix(16)
            lines.append("\(words[.reference]): \(name)")
        }
        return Notice(subject: subject(reader, state), body: lines.joined(separator: "\n"))
    }

    private func subject(_ reader: Reader, _ state: CaseState) -> String {
        let name = "\(state.id.origin.channel.rawValue) #\(state.id.index)"
        return reader == .seller
            ? words[.noticeSellerSubject] : "\(words[.noticeSubject]) \(name)"
    }

    /// A seller hears of what was done to its listings, and of nothing that was only asked for.
    private func isForSeller(_ listing: ListingState, _ now: UInt64?) -> Bool {
        guard listing.takedown != nil, listing.takedown?.time != .pending else { return false }
        guard let held = listing.heldUntil else { return true }
        return held <= now ?? 0
    }

    // MARK: Groups of listings to which the same happened

    private struct Kind: Hashable {
        let stage: ListingStage
        let reasons: [String]
        let explanation: String
        let scope: ComplaintDecision.Scope?
        let isAutomatic: Bool
        let until: UInt64?
    }

    private typealias Group = (kind: Kind, listings: [ListingState])

    private func groups(of listings: [ListingState]) -> [Group] {
        var order: [Kind] = []
        var found: [Kind: [ListingState]] = [:]
        for listing in listings.prefix(Self.listingsMax) {
            let ruling = listing.ruling
            let kind = Kind(
                stage: listing.stage, reasons: ruling?.reasons ?? [],
                explanation: ruling?.explanation ?? "",
                scope: ruling?.verdict == .takeDown ? ruling?.scope : nil,
                isAutomatic: ruling?.isAutomatic ?? false, until: ruling?.restrictedUntil)
            if found[kind] == nil { order.append(kind) }
            found[kind, default: []].append(listing)
        }
        return order.map { ($0, found[$0] ?? []) }
    }

    private func lines(of group: Group, to reader: Reader, in state: CaseState) -> [String] {
        let kind = group.kind
        var lines = ["\(words[.init(kind.stage)]): \(words[.told(kind.stage, to: reader)])"]
        lines += group.listings.map {
            "- \(ShownValue.plain($0.listing.readableValue, max: 200))"
        }
        if reader == .seller {
            lines.append("\(words[.headRight]): \(state.complaint.right.key)")
            lines.append("\(words[.headGround]): \(words[.init(state.complaint.ground)])")
        }
        if let scope = kind.scope { lines.append("\(words[.reasonsWhat]): \(words[.init(scope)])") }
        if let until = kind.until {
            let day = UTCTimestamp(millisecondsSince1970: until).description.prefix(10)
            lines.append("\(words[.reasonsUntil]): \(day)")
        }
        if !kind.reasons.isEmpty {
            lines.append("\(words[.headReason]):")
            lines += kind.reasons.map { reason($0, to: reader) }
        }
        lines += kind.explanation.split(whereSeparator: \.isNewline).map {
            ShownValue.plain(String($0), max: 4_096)
        }
        if !kind.reasons.isEmpty {
            lines.append(words[kind.isAutomatic ? .byNobody : .byPerson] + ".")
        }
        if let next = ComplaintText.next(kind.stage, to: reader) { lines.append(words[next]) }
        return lines + [""]
    }

    private func reason(_ code: String, to reader: Reader) -> String {
        let words = "- \(self.words.plainReason(code))"
        guard reader == .complainant, let check = FilingCheck(rawValue: code) else { return words }
        return "\(words). \(self.words[.mendLabel]): \(self.words[.init(mending: check)])"
    }
}

extension ComplaintText {
    /// What a stage means to who reads of it.
    fileprivate static func told(
        _ stage: ListingStage, to reader: ComplaintNoticeText.Reader
    ) -> ComplaintText {
        switch stage {
        case .filed: .toldFiled
        case .evidenceRequested: .toldEvidence
        case .returned: .toldReturned
        case .refiled: .toldRefiled
        case .takenDown: .toldTakenDown
        case .refused: .toldRefused
        case .contested: .toldContested
        case .appealed: .toldAppealed
        case .takedownUpheld: .toldTakedownUpheld
        case .refusalUpheld: .toldRefusalUpheld
        case .reinstated: .toldReinstated
        case .withdrawn: reader == .seller ? .toldReinstated : .toldWithdrawn
        }
    }

    /// What the reader can do next.
    fileprivate static func next(
        _ stage: ListingStage, to reader: ComplaintNoticeText.Reader
    ) -> ComplaintText? {
        switch (stage, reader) {
        case (.returned, .complainant): .nextMend
        case (.refused, .complainant): .nextAppeal
        case (.evidenceRequested, .complainant): .nextSupply
        case (.takenDown, .seller): .nextCounter
        default: nil
        }
    }
}
