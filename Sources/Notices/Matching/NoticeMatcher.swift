package import AllianceNames
import CRDT
import ImageRecognition
import MarkRecognition
import MergedView
package import Statements

/// Which subscriptions a statement is for. Compiled once from the list; a value without state.
package struct NoticeMatcher: Sendable {
    /// What is linked to an identifier in the channel of the statement.
    ///
    /// - Parameter markingMax: of the links that are looked at: whoever may not see a link is not told by it.
    package typealias Linked = (Indicator, _ markingMax: TLP) throws -> [Indicator]

    private let subscriptions: [Subscription]
    private var byIndicator: [Indicator: [Int]] = [:]
    /// Of those that also want what is linked: persons, and programs.
    private var withLinked: [TLP: [Indicator: [Int]]] = [:]
    /// Of pictures, and of identifiers that are the hash of one.
    private var byImage: [PDQHash: [Int]] = [:]
    private var images = PDQIndex()
    private var byMarketplace: [String: [Int]] = [:]
    private var byMember: [MemberID: [Int]] = [:]
    /// By the folded name.
    private var byMark: [String: [Int]] = [:]
    private var marks: [[Int]] = []
    private var recogniser: Recogniser?
    private var ofOwnMarks: [Int] = []
    private let ownMarks: OwnMarkWatch?
    private var ofComplaints: [Int] = []
    private let own: MemberID?

    /// - Parameters:
    ///   - own: this member, whose own words in complaints are no news to it.
    ///   - ownMarks: what this member's own rights name; nil where nobody is told by them.
    package init(
        _ subscriptions: [Subscription], by own: MemberID? = nil, ownMarks: OwnMarkWatch? = nil
    ) {
        self.subscriptions = subscriptions
        self.own = own
        self.ownMarks = ownMarks
        var names: [String] = []
        for (place, subscription) in subscriptions.enumerated() {
            switch subscription.topic {
            case .identifier(let indicator, let withLinked):
                byIndicator[indicator, default: []].append(place)
                if let hash = indicator.imageHash { byImage[hash, default: []].append(place) }
                if withLinked {
                    let sight: TLP = subscription.subscriber.person == nil ? .amberStrict : .red
                    self.withLinked[sight, default: [:]][indicator, default: []].append(place)
                }
            case .image(let hash): byImage[hash, default: []].append(place)
            case .mark(let name):
                let folded = FoldedText.of(name)
                if byMark[folded] == nil { names.append(name) }
                byMark[folded, default: []].append(place)
            case .ownMarks: ofOwnMarks.append(place)
            case .complaints: ofComplaints.append(place)
            case .marketplace(let id): byMarketplace[id.rawValue, default: []].append(place)
            case .member(let id): byMember[id, default: []].append(place)
            case .clock: break
            }
        }
        images = PDQIndex(Array(byImage.keys))
        marks = names.map { byMark[FoldedText.of($0)] ?? [] }
        // Each was checked when it was subscribed to. What one follows hides nothing from another.
        let list = try? MarkList(names.map { Mark($0) }, owners: names.indices.map(Int32.init))
        recogniser = names.isEmpty ? nil : list.map(Recogniser.init)
    }

    /// Whether no statement is for anybody.
    package var isIdle: Bool { isOfComplaintsAlone && ofComplaints.isEmpty }

    /// Whether none is for anybody but where members talk of complaints.
    package var isOfComplaintsAlone: Bool {
        byIndicator.isEmpty && byMarketplace.isEmpty && byMember.isEmpty && byMark.isEmpty
            && byImage.isEmpty && ofOwnMarks.isEmpty
    }

    /// In the order of the list.
    package func subscriptions(
        for news: StatementNews, linked: Linked
    ) rethrows -> [Subscription] {
        var found = Set(byMember[news.dot.log.member] ?? [])
        for indicator in news.indicators {
            found.formUnion(byIndicator[indicator] ?? [])
            for (sight, wanted) in withLinked {
                for other in try linked(indicator, sight) { found.formUnion(wanted[other] ?? []) }
            }
        }
        for statement in news.said {
            for place in statement.marketplaces { found.formUnion(byMarketplace[place] ?? []) }
            findImages(like: statement, &found)
            findMarks(in: statement, &found)
        }
        if let ownMarks, !ofOwnMarks.isEmpty, !ownMarks.matches(in: news).isEmpty {
            found.formUnion(ofOwnMarks)
        }
        if !ofComplaints.isEmpty, news.dot.log.member != own, news.isOfComplaint {
            found.formUnion(ofComplaints)
        }
        return found.sorted().map { subscriptions[$0] }
    }

    /// Pictures that are followed and that a reported one is taken for.
    private func findImages(like statement: Statement, _ found: inout Set<Int>) {
        guard !byImage.isEmpty, case .assertIndicator(let said) = statement,
            let hash = said.indicator.imageHash
        else { return }
        for match in images.matches(of: hash, within: PDQHash.distanceOfTheSame) {
            found.formUnion(byImage[match.hash] ?? [])
        }
    }

    private func findMarks(in statement: Statement, _ found: inout Set<Int>) {
        guard let recogniser else { return }
        for name in statement.namedMarks { found.formUnion(byMark[FoldedText.of(name)] ?? []) }
        for (text, context) in statement.texts {
            // What is longer than anybody writes is looked at from its beginning.
            let cut = String(text.unicodeScalars.prefix(Recogniser.textScalarsMax))
            for hit in (try? recogniser.recognise(cut, context: context)) ?? [] {
                found.formUnion(marks[hit.mark])
            }
        }
    }
}

extension Indicator {
    /// Of a picture that is known by it.
    fileprivate var imageHash: PDQHash? { type == .imagePDQ ? PDQHash(parsing: value) : nil }
}

extension Statement {
    /// Those that it names, or that its identifiers are on.
    fileprivate var marketplaces: [String] {
        var places = subjects.compactMap { indicator -> String? in
            guard [.sellerAccount, .listing].contains(indicator.type) else { return nil }
            return indicator.marketplaceAndID.marketplace
        }
        if case .assertIndicator(let said) = self, let place = said.marketplace {
            places.append(place)
        }
        return places
    }

    /// Names that stand for marks by themselves, however short.
    fileprivate var namedMarks: [String] {
        switch self {
        case .assertIndicator(let said): said.marks
        case .right(let said): [said.title] + said.aliases.map(\.name)
        case .registerProduct(let said): said.marks + [said.brand]
        default: []
        }
    }

    /// Where a mark may stand in disguise.
    fileprivate var texts: [(String, RecognitionContext)] {
        var texts = subjects.map { indicator -> (String, RecognitionContext) in
            (indicator.readableValue, indicator.recognitionContext)
        }
        switch self {
        case .assertIndicator(let said):
            texts += (said.marks + [said.note].compactMap(\.self)).map { ($0, .title) }
            texts += said.attributes.map { ($0.value, .title) }
        case .dispute(let said): texts += [said.text].compactMap(\.self).map { ($0, .title) }
        case .link(let said): texts += [said.evidence].compactMap(\.self).map { ($0, .title) }
        default: break
        }
        return texts
    }
}
