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

            Photographs, captures and records of custody travel beside it: name them with --capture, \
            and their digests go into the file.

            Example: touchstone evidence make domain cheap-shop.example --purpose "complaint: 2026-17" \
            --output cheap-shop.evidence.tar
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var identifier: IdentifierArguments
    @Option(
        help: ArgumentHelp(
            "What it is for: investigation, complaint, authority-request, monitoring or administration, with a file number behind a colon.",
            valueName: "purpose"))
    var purpose: String
    @Option(help: "The file to write; it must not be there yet.", completion: .file())
    var output: String
    @Option(
        name: .customLong("entry"),
        help: ArgumentHelp(
            "This entry as well: one that was erased is found by its place alone.",
            valueName: "log#index"))
    var entries: [String] = []
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
        let purpose = try Purpose(parsing: purpose)
        let entries = try entries.map(Self.dot)
        guard !DurableFile.exists(output) else {
            throw CommandError("\(output) is there already; name another file")
        }
        let who = AuditActor.operatorOfMachine(NSUserName())
        let captures = try CaptureFiles.read(
            captures, by: capturedBy ?? NSUserName(), at: capturedAt)
        let node = try home.openForReports()
        // What the member's own systems may take away, as at the desk.
        let reading = ConsoleDesk(node: node, calls: .serial(label: "evidence"))
            .reading(for: .ownSystem, exporting: true)
        let made = try await reading.bundle(
            BundleRequest(
                indicator, entries: entries, captures: captures, person: who.name,
                purpose: purpose.description))
        guard let made else {
            Output.write(
                "Nothing that may be taken away is said of \(indicator.type.name) \(Table.visible(indicator.value))."
            )
            throw CommandExit.negative
        }
        try await admit(made, who, purpose, in: node)
        try DurableFile.write(made.bundle.bytes, to: output, mode: .open)
        let statements = Plural.text(made.statements.count, "statement")
        let beside =
            made.manifest.captures.isEmpty
            ? "" : ", with \(Plural.text(made.manifest.captures.count, "capture")) beside it"
        Output.write(
            "Wrote \(statements) about \(Table.visible(indicator.value)) to \(output)\(beside).")
    }

    /// As the desk does it: recorded before it is handed out, and held beyond the quota.
    private func admit(
        _ made: VerifiedBundle, _ who: AuditActor, _ purpose: Purpose, in node: OpenedNode
    ) async throws {
        let settings = ConfigurationSources(
            environment: ProcessInfo.processInfo.environment, home: home.folder
        ).read().configuration
        let desk = node.exportDesk(rowsMax: UInt64(settings.exportRows))
        let about = made.manifest.about
        let record = AuditRecord(
            who: who, action: .export, purpose: purpose,
            details: [
                "kind": about?.type.name ?? "", "identifier": about?.value ?? "",
                "form": "bundle",
            ],
            results: UInt64(made.statements.count), rows: UInt64(made.statements.count))
        switch try await desk.admit(record) {
        case .allowed: return
        case .held(let number):
            throw CommandError(
                "with these \(made.statements.count) statements more than \(desk.rowsMax) rows would be taken away in 24 hours; it waits as number \(number) until another person releases it ('touchstone audit release \(number)')"
            )
        case .tooManyHeld:
            throw CommandError(
                "\(ExportLedger.heldMax) exports wait to be released already; 'touchstone audit held' shows which"
            )
        }
    }

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
