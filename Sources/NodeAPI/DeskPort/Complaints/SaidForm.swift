import Complaints
import Peering
import Statements

/// What a form of a complaint's page says in its course. Each kind has a form of its own, and an address by this name.
enum SaidForm: String, CaseIterable, Sendable {
    case withdraw, appeal, supply, request, reinstate, hold, pause, outcome

    /// Those in which files come along.
    var hasFiles: Bool { self == .appeal || self == .supply }

    var path: String { "\(ComplaintLink.path)/\(rawValue)" }

    /// - Parameters:
    ///   - files: of evidence, kept already.
    ///   - decider: the name under which who says it decides.
    /// - Throws: status 400 for what no form of ours sends.
    func statement(
        _ fields: MultipartFields, of id: EntryReference, in state: CaseState,
        files: [EvidenceFile], decider: String, now: UInt64
    ) throws(PeerProblem) -> ComplaintStatement {
        let places = try PlaceList(
            parsing: fields.text("listings") ?? "", count: state.listings.count
        ).places
        let text = ComplaintForm.text(fields.text("text"), StatementLimits.textBytesMax)
        switch self {
        case .withdraw:
            return .withdrawal(ComplaintWithdrawal(of: id, listings: places, text: text))
        case .appeal:
            return .appeal(
                ComplaintAppeal(
                    of: id, listings: places, text: try Self.needed(text), evidence: files))
        case .supply:
            guard
                let request = fields.text("answers").flatMap(ComplaintLink.reference(shown:))
            else { throw Self.wrong("Choose what is answered.") }
            guard !files.isEmpty || !text.isEmpty else {
                throw Self.wrong("Add a file or a text.")
            }
            return .evidenceSupply(
                EvidenceSupply(on: id, request: request, evidence: files, text: text))
        case .request:
            return .evidenceRequest(
                EvidenceRequest(
                    on: id, listings: places, roles: Self.roles(fields),
                    text: try Self.needed(text), due: try Self.time(fields, now: now)))
        case .reinstate:
            guard let reason = Reinstatement.Reason(name: fields.text("reason") ?? "") else {
                throw Self.wrong("Choose a reason.")
            }
            return .reinstatement(
                Reinstatement(
                    under: id, listings: places, reason: reason, text: text, reviewer: decider))
        case .hold:
            return .operationHold(
                OperationHold(
                    on: id, listings: places, until: try Self.time(fields, now: now), text: text))
        case .pause:
            guard let reason = ClockPause.Reason(name: fields.text("reason") ?? "") else {
                throw Self.wrong("Choose a reason.")
            }
            return .clockPause(
                ClockPause(
                    of: id, reason: reason, until: try Self.time(fields, now: now), text: text))
        case .outcome:
            return .outcome(try Self.outcome(fields, id, places, text))
        }
    }

    private static func roles(_ fields: MultipartFields) -> [EvidenceFile.Role] {
        EvidenceFile.Role.allCases.filter { fields.text("needs-\($0.name)") == "yes" }
    }

    /// Only what people bring about: marketplaces answer their orders themselves.
    static let recorded: [ComplaintOutcome.Kind] = [.seized, .testBuyCounterfeit, .testBuyGenuine]

    private static func outcome(
        _ fields: MultipartFields, _ id: EntryReference, _ places: [Int], _ text: String
    ) throws(PeerProblem) -> ComplaintOutcome {
        guard let kind = ComplaintOutcome.Kind(name: fields.text("kind") ?? ""),
            recorded.contains(kind)
        else { throw wrong("Choose what came of it.") }
        guard let items = number(fields.text("items"), most: ComplaintOutcome.itemsMax) else {
            throw wrong("Pieces are a whole number.")
        }
        var value: ComplaintOutcome.Value?
        let currency = ComplaintForm.line(fields.text("currency"), 3).uppercased()
        if let amount = fields.text("value") {
            guard let minor = minorUnits(amount), currency.utf8.count == 3,
                currency.utf8.allSatisfy({ (0x41...0x5a).contains($0) })
            else {
                throw wrong("A value is an amount such as 1250.00, with a currency such as EUR.")
            }
            value = .init(minorUnits: minor, currency: currency)
        }
        return ComplaintOutcome(
            of: id, listings: places, kind: kind,
            reference: ComplaintForm.line(fields.text("reference"), StatementLimits.nameBytesMax),
            items: items, value: value, text: text)
    }

    private static func number(_ text: String?, most: UInt64) -> UInt64? {
        guard let text else { return 0 }
        guard let number = UInt64(text), number <= most else { return nil }
        return number
    }

    /// Of an amount with two decimals or none.
    private static func minorUnits(_ text: String) -> UInt64? {
        let sides = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(sides.count), sides[0].utf8.count <= 12,
            let whole = UInt64(sides[0])
        else { return nil }
        var cents: UInt64 = 0
        if sides.count == 2 {
            guard sides[1].utf8.count == 2, let found = UInt64(sides[1]) else { return nil }
            cents = found
        }
        return whole * 100 + cents
    }

    /// In hours from now, as forms without scripts and without time zones ask it.
    private static func time(
        _ fields: MultipartFields, now: UInt64
    ) throws(PeerProblem) -> UInt64 {
        guard let text = fields.text("hours"), text.utf8.count <= 4, let hours = UInt64(text),
            hours <= hoursMax
        else { throw wrong("A time is a whole number of hours from now, up to \(hoursMax).") }
        return now + hours * CaseRules.hourMilliseconds
    }

    /// The longest hold.
    static let hoursMax = CaseRules.holdMillisecondsMax / CaseRules.hourMilliseconds

    private static func needed(_ text: String) throws(PeerProblem) -> String {
        guard !text.isEmpty else { throw wrong("Say why in the text.") }
        return text
    }

    private static func wrong(_ detail: String) -> PeerProblem {
        ComplaintForm.wrong(detail)
    }
}
