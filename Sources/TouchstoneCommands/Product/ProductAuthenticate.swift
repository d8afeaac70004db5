import AllianceNode
package import ArgumentParser
import AuditTrail
import GS1
import Logging
import NodeAPI
import ProductAuthentication
import Roster
import SignIn
import Statements

package struct ProductAuthenticate: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "authenticate",
        abstract: "Is this product genuine? Asks the owner of its number.",
        discussion: """
            The code is a GS1 Digital Link, an element string such as (01)09521002000016(21)A1, or \
            --gtin and --serial; of a house's own scheme --scheme and --code. The owner answers from its own records, over the peer port unless \
            it is this member. An owner that is away is stood in for by the set of numbers that it \
            published, if it did, and told later. Leaves with 0 for a genuine number and with 1 for any other answer.

            Example: touchstone product authenticate "https://id.norvik.example/01/09521002000016/21/A1"
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "What is printed on the product.") var code: String?
    @Option(help: "Its GTIN, in place of a code.") var gtin: String?
    @Option(help: "Its serial number.") var serial: String?
    @Option(help: "Its lot.") var lot: String?
    @Option(help: "The house's own code scheme, in place of a GTIN.") var scheme: String?
    @Option(name: .customLong("code"), help: "Its code in the scheme.") var houseCode: String?
    @Option(help: "Its expiry date, YYMMDD or YYYY-MM-DD.") var expiry: String?
    @Option(help: "Who offers it, as type:value, such as seller-account:bazario:shop-1.")
    var seller: String?
    @Option(help: "The offer, as type:value, such as listing:bazario:12345.") var listing: String?
    @Option(help: "Where it is: a country, and where in it, as 'DE Hamburg'.") var place: String?
    @Option(help: "Why it is asked, for the owner's eyes.") var purpose: String?
    @Flag(
        name: .customLong("under-role"),
        help: "Ask as an authority: the purpose and the place within the country stay here.")
    var isUnderRole = false
    @Option(help: "How many seconds to wait in all, up to 60.") var deadline: Int = 5
    @Option(
        help: "Save the signed answer, with FILE.question and FILE.roster beside it.",
        completion: .file())
    var save: String?
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        guard [code, gtin, scheme].count(where: { $0 != nil }) == 1,
            (scheme == nil) == (houseCode == nil)
        else {
            throw ValidationError(
                "give a code, or --gtin with --serial, --lot and --expiry, or --scheme and --code")
        }
        if gtin == nil, serial != nil || lot != nil || expiry != nil {
            throw ValidationError("--serial, --lot and --expiry go with --gtin")
        }
        for text in [seller, listing] {
            if let text { _ = try IdentifierArguments.indicatorType(Self.sides(of: text).type) }
        }
    }

    package func run() async throws {
        let product = try product()
        let seller = try seller.map(Self.indicator)
        let listing = try listing.map(Self.indicator)
        let place = try place.map { try Place(parsing: $0) }
        let node = try home.open()
        guard !node.isStandby else {
            throw CommandError(
                "\(home.path) is a standby, and its registry as old as its backup: ask with the folder of the member's node"
            )
        }
        // Every owner refuses it; told so, nobody takes that for an owner that is away.
        guard !isUnderRole || node.roster.has(node.member, role: .authority) else {
            throw CommandError(
                "\(node.member) has not the role of an authority in the member register: ask without --under-role"
            )
        }
        // Opened before the clock runs: a node that runs has it open.
        let registry = try node.openRegistry()
        let quiet = Logger(label: "questions") { _ in SwiftLogNoOpLogHandler() }
        let late = LateQuestions(store: try node.openLateQuestions())
        let scans = try node.openScans(of: registry)
        let responder = node.questionResponder(
            registry: registry, scans: scans, logger: quiet)
        // Before the owner is asked, and the scan is kept; what came of it stands beside it under the same number.
        let number = RequestNumber.random()
        let stated = purpose.flatMap { try? Purpose(parsing: $0) }
        try home.recordLook(
            .checkProduct, by: "product authenticate", of: [.item: ItemText.of(product)],
            for: stated, request: number)
        let (found, duration) = try await node.withPeerClient { client in
            let calls = BlockingCalls.concurrent(label: "questions")
            let router = node.questionRouter(
                responder: responder, transport: node.routedAsking(over: client),
                snapshots: node.snapshotShelf(calls: calls), late: late, calls: calls)
            let begun = ContinuousClock.now
            let found = try await router.authenticate(
                product, seller: seller, listing: listing, place: place, purpose: purpose,
                isUnderRole: isUnderRole, deadline: .seconds(deadline))
            return (found, ContinuousClock.now - begun)
        }
        try scans.keep()
        try home.recordLook(
            .checkProduct, by: "product authenticate",
            of: [.item: ItemText.of(product), .verdict: found.judgement.verdict.rawValue],
            results: 1, for: stated, request: number)
        if let save { try SavedAnswer(path: save).write(found, node.roster) }
        let answer = AnswersOutput.Answer(
            found, member: node.member, witnessed: try node.witnessedSizes(), duration: duration)
        switch format.format {
        case .json: try Output.write(json: AnswersOutput(answers: [answer]))
        case .table: print(answer, found.judgement)
        }
        if found.judgement.verdict != .genuine { throw CommandExit.negative }
    }

    private func product() throws -> ProductCode {
        guard let scheme, let houseCode else { return .gs1(try item()) }
        return .house(try HouseCode(scheme: scheme, code: houseCode))
    }

    private func item() throws -> ItemIdentifiers {
        guard let gtin else { return try ItemIdentifiers(parsing: code ?? "") }
        return ItemIdentifiers(
            gtin: try GTIN(parsing: gtin), serial: try serial.map { try Serial(parsing: $0) },
            lot: try lot.map { try Lot(parsing: $0) },
            expiry: try expiry.map { try ExpiryDate(parsing: $0) })
    }

    private static func indicator(_ text: String) throws -> Indicator {
        let sides = try sides(of: text)
        return try IdentifierArguments.indicator(sides.type, sides.value)
    }

    private static func sides(of text: String) throws -> (type: String, value: String) {
        guard let colon = text.firstIndex(of: ":") else {
            throw ValidationError(
                "'\(text)' is not type:value, such as seller-account:bazario:shop-1")
        }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }

    private func print(_ answer: AnswersOutput.Answer, _ judgement: Judgement) {
        Output.write("\(answer.verdict): \(judgement.verdict.sentence)")
        for reason in judgement.reasons {
            Output.write("  \(AnswersOutput.line(reason, judgement))")
        }
        if let responder = answer.responder {
            Output.write(
                "answered and signed by \(responder), confidence \(answer.confidence) of 100, in \(answer.milliseconds) ms"
            )
        }
        if let asOf = answer.asOf {
            Output.write(
                "as of entry \(asOf.size) of \(asOf.origin), \(ConfirmationWords.text(asOf.confirmation))"
            )
        }
        for report in answer.sellerReports {
            Output.write(
                "\(report.type) \(Table.visible(report.value)) is reported by \(report.members.joined(separator: ", "))"
            )
        }
        for failure in answer.unanswered {
            Output.remark("\(failure.member) gave no answer: \(Table.visible(failure.detail))")
        }
    }
}
