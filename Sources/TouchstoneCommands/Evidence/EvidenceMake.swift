import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import CRDT
import Credentials
import Evidence
import Foundation
import MergedView
import NodeAPI
import Roster
import SignIn
import Statements
import TransparencyLog

package struct EvidenceMake: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Write all that is said of an identifier into a file that proves itself.",
        discussion: """
            The file is an archive with each statement as its author signed it, the proofs, the \
            checkpoints and the member register; 'evidence verify' checks it anywhere with the \
            authority's key alone, 'evidence page' makes a page to print of it. What is marked so that \
            it does not leave the desk in a file is not in it. Making one is recorded, and its \
            statements count against what may be taken away in 24 hours.

            It holds at most \(EvidenceBundle.statementsMax) statements. Where there are more, each member keeps a fair share of \
            them, its newest, each with what takes it back, and the file says how much of whom is left \
            out. --member and --channel narrow it; the file says that as well.

            Photographs, captures and records of custody travel beside it: name them with --capture, \
            and their digests go into the file.

            Example: touchstone evidence make domain cheap-shop.example --purpose "complaint: 2026-17" \
            --output cheap-shop.evidence.tar
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var identifier: IdentifierArguments
    @Option(help: PurposeOption.help("What it is for"), transform: { try Purpose(parsing: $0) })
    var purpose: Purpose
    @Option(help: "The file to write; it must not be there yet.", completion: .file())
    var output: String
    @Option(
        name: .customLong("entry"),
        help: ArgumentHelp(
            "This entry as well: one that was erased is found by its place alone.",
            valueName: "log#index"))
    var entries: [String] = []
    @Option(
        name: .customLong("member"),
        help: "Only what this member says; for several, give it once each.")
    var members: [String] = []
    @Option(
        name: .customLong("channel"),
        help: "Only what is said in this channel; for several, give it once each.")
    var channels: [String] = []
    @Option(
        name: .customLong("capture"), help: "A file that travels beside it.", completion: .file())
    var captures: [String] = []
    @Option(help: "Who made the captures, or handed them over; default who runs this command.")
    var capturedBy: String?
    @Option(help: "When, as 2026-11-26T09:30:00Z; default when each file was last changed.")
    var capturedAt: String?

    package init() {}

    package func run() async throws {
        let indicator = try identifier.indicator()
        let entries = try entries.map(Self.dot)
        try NewFile.check(output)
        let who = AuditActor.operatorOfMachine(NSUserName())
        let captures = try CaptureFiles.read(
            captures, by: capturedBy ?? NSUserName(), at: capturedAt)
        let node = try home.openForReports()
        let (members, channels) = try narrowed(to: entries, in: node)
        // What the member's own systems may take away, as at the desk.
        let reading = ConsoleDesk(node: node, calls: .serial(label: "evidence"))
            .reading(for: .ownSystem, exporting: true)
        let made = try await admitted(
            BundleRequest(
                indicator, entries: entries, members: members, channels: channels,
                captures: captures, person: who.name, purpose: purpose.description), reading, who,
            purpose, in: node)
        try DurableFile.write(made.bundle.bytes, to: output, mode: .open)
        let statements = Plural.text(made.statements.count, "statement")
        let beside =
            made.manifest.captures.isEmpty
            ? "" : ", with \(Plural.text(made.manifest.captures.count, "capture")) beside it"
        Output.write(
            "Wrote \(statements) about \(Table.visible(indicator.value)) to \(output)\(beside).")
        if let part = made.manifest.part {
            for sentence in BundleOutput.Part(part, name: made.name).sentences {
                Output.write(sentence)
            }
        }
    }

    /// Members and channels that are here; 'nothing is said' would read as if they had said nothing.
    private func narrowed(
        to entries: [StatementDot], in node: OpenedNode
    ) throws -> (Set<MemberID>, Set<ChannelID>) {
        let members = Set(try members.map { try MemberID(parsing: $0) })
        let channels = Set(try channels.map { try ChannelID(parsing: $0) })
        if let unknown = members.sorted().first(where: { node.roster.member($0) == nil }) {
            throw CommandError(
                "the register has no member '\(unknown)'; 'touchstone peer list' shows who there is"
            )
        }
        if let unread = channels.sorted().first(where: { !node.channels.contains($0) }) {
            throw CommandError(
                "\(node.member) has no seat in channel '\(unread)', so nothing of it is held here; 'touchstone peer list' shows the channels it shares"
            )
        }
        if let other = entries.first(where: { entry in
            !(members.isEmpty || members.contains(entry.log.member))
                || !(channels.isEmpty || channels.contains(entry.log.channel))
        }) {
            throw CommandError(
                "entry \(other.log)#\(other.index) is not of the members and channels that are named; make a bundle of its own for it"
            )
        }
        return (members, channels)
    }

    private static func made(
        _ request: BundleRequest, _ reading: any ConsoleReading
    ) async throws -> VerifiedBundle {
        if let made = try await reading.bundle(request) { return made }
        let about = request.indicator.map { "\($0.type.name) \(Table.visible($0.value))" } ?? "it"
        Output.write("Nothing that may be taken away is said of \(about).")
        throw CommandExit.negative
    }

    /// As the desk does it: recorded before it is handed out, and held beyond the quota; of what was released
    /// goes what was there when it was held.
    private func admitted(
        _ request: BundleRequest, _ reading: any ConsoleReading, _ who: AuditActor,
        _ purpose: Purpose, in node: OpenedNode
    ) async throws -> VerifiedBundle {
        let settings = ConfigurationSources(
            environment: ProcessInfo.processInfo.environment, home: home.folder
        ).read().configuration
        let desk = node.exportDesk(rowsMax: UInt64(settings.exportRows))
        var made = try await Self.made(request, reading)
        var hold: UInt64?
        for _ in 0...ExportLedger.heldMax {
            switch try await desk.admit(record(of: made, request, who, purpose), within: hold) {
            case .allowed: return made
            case .released(let held):
                hold = held.index
                made = try await Self.made(request.released(by: held), reading)
            case .held(let number):
                throw CommandError(
                    "with these \(made.statements.count) statements more than \(desk.rowsMax) rows would be taken away in 24 hours; it waits as number \(number) until another person releases it ('touchstone audit release \(number)')"
                )
            case .tooManyHeld: throw Self.tooManyHeld
            }
        }
        throw Self.tooManyHeld
    }

    private func record(
        of made: VerifiedBundle, _ request: BundleRequest, _ who: AuditActor, _ purpose: Purpose
    ) -> AuditRecord {
        let about = made.manifest.about
        var details: [AuditDetail: String] = [
            .kind: about?.type.name ?? "", .identifier: about?.value ?? "", .form: "bundle",
        ]
        if !request.entries.isEmpty {
            details[.entries] = request.entries.sorted().map { "\($0.log)#\($0.index)" }
                .joined(separator: " ")
        }
        details.merge(request.narrowedTo) { _, narrowed in narrowed }
        return AuditRecord(
            who: who, action: .export, purpose: purpose, details: details,
            results: UInt64(made.statements.count), rows: UInt64(made.statements.count))
    }

    private static let tooManyHeld = CommandError(
        "\(ExportLedger.heldMax) exports wait to be released already; 'touchstone audit held' shows which"
    )

    private static func dot(_ text: String) throws -> StatementDot {
        let sides = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2, let log = try? LogOrigin(parsing: sides[0]),
            let index = Decimal.decode(Array(sides[1].utf8))
        else {
            throw CommandError(
                "'\(text.prefix(300))' names no entry; write <alliance>/<channel>/<member>/<epoch>#<number>"
            )
        }
        return StatementDot(log: log, index: index)
    }
}
