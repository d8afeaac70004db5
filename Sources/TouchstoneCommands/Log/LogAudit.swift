import AllianceNames
import AllianceNode
package import ArgumentParser
import Replication
import Roster
import SQLiteStore
import TransparencyLog

package struct LogAudit: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Recompute everything the record says, and name what differs.",
        discussion: """
            Hashes every entry, rebuilds every tile and root, checks every payload against its \
            entry and every checkpoint against the log's key. Leaves with 1 when anything is found.

            Example: touchstone log audit
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption
    @Argument(help: "One log only.") var origin: String?

    package init() {}

    package func run() throws {
        let only = try origin.map { try LogOrigin(parsing: $0) }
        let node = try home.open(isMerged: false)
        let states = try node.logs.states().filter { only == nil || $0.origin == only }
        if let only, states.isEmpty {
            throw CommandError(
                "nothing is held of log \(only); 'touchstone log list' shows which logs are")
        }
        let roster = node.roster
        let progress = ProgressLine()
        var audits: [LogAuditOutput.Audit] = []
        for state in states {
            let audit = Replication.LogAudit(
                of: state.origin, in: node.logs, key: roster.logKey(for: state.origin))
            let report = try audit.run { done in
                progress.show("\(state.origin): \(done) of \(state.size) entries audited")
            }
            audits.append(LogAuditOutput.Audit(report, frozen: state.frozen))
        }
        progress.end()
        switch format.format {
        case .json: try Output.write(json: LogAuditOutput(audits: audits))
        case .table: print(audits)
        }
        if audits.contains(where: { !$0.sound }) { throw CommandExit.negative }
    }

    private func print(_ audits: [LogAuditOutput.Audit]) {
        for audit in audits {
            Output.write(
                "\(audit.origin): \(Plural.text(audit.size, "entry", "entries")), \(Plural.text(audit.checkpoints, "checkpoint")), "
                    + (audit.sound ? "sound" : "\(audit.findingCount) findings"))
            for finding in audit.findings { Output.write("  \(Table.visible(finding.text))") }
            if audit.findingCount > UInt64(audit.findings.count) {
                Output.write("  and \(audit.findingCount - UInt64(audit.findings.count)) more")
            }
        }
        if audits.isEmpty { Output.write("No log is held yet.") }
    }
}

struct LogAuditOutput: VersionedOutput {
    struct Finding: Encodable {
        let keyword: String
        let text: String
    }
    struct Audit: Encodable {
        let origin: String
        let size: UInt64
        let rootHash: String
        let checkpoints: Int
        let payloadsHeld: UInt64
        let payloadsErased: UInt64
        let sound: Bool
        let findingCount: UInt64
        /// The first of them.
        let findings: [Finding]

        /// - Parameter frozen: that the author signed two histories, which no look at one of them
        ///   shows.
        init(_ report: LogAuditReport, frozen: ForkFinding?) {
            origin = report.origin.description
            size = report.size
            rootHash = report.root.base64
            checkpoints = report.checkpoints
            payloadsHeld = report.payloadsHeld
            payloadsErased = report.payloadsAbsent
            var findings = report.findings.map {
                Finding(keyword: $0.keyword, text: $0.description)
            }
            if let frozen {
                findings.append(
                    Finding(
                        keyword: frozen.contradiction.rawValue,
                        text:
                            "its author signed conflicting records: size \(frozen.believed.size) with root \(frozen.believed.root), and size \(frozen.offered.size) with root \(frozen.offered.root)"
                    ))
            }
            self.findings = findings
            findingCount = report.findingCount + (frozen == nil ? 0 : 1)
            sound = findingCount == 0
        }
    }
    let version = 1
    let audits: [Audit]
}
