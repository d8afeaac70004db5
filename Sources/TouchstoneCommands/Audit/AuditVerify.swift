import AllianceNames
import AllianceNode
package import ArgumentParser
import Replication
import Roster
import TransparencyLog

package struct AuditVerify: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recompute the audit logs, and compare them with what was signed and cosigned.",
        discussion: """
            Hashes every record, rebuilds every tile and root, checks each checkpoint's signature, \
            compares the log with the last checkpoint that another member has cosigned, and with how \
            far it was ever signed. Needs no network. Leaves with 1 when anything is found, with 2 \
            where it could not find out.

            Example: touchstone audit verify
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption
    @Flag(help: "Leave with 1 also where nobody has cosigned the newest log yet.")
    var cosigned = false

    package init() {}

    package func run() throws {
        let folder = try AuditFolder(home)
        let marks = try folder.node.auditMarks()
        let (newest, current) = (try folder.state(nil).origin, try folder.node.auditOrigin())
        let progress = ProgressLine()
        var logs: [AuditVerifyOutput.Log] = []
        for state in try folder.states() {
            let report = try AuditVerification(
                of: state.origin, in: folder.store, roster: folder.node.roster,
                mark: marks[state.origin], isWrittenTo: state.origin == current,
                at: folder.node.clock.now()
            ).run { done in
                progress.show("\(state.origin): \(done) of \(state.size) records verified")
            }
            logs.append(.init(report, isWrittenTo: state.origin == newest))
        }
        progress.end()
        // A log that the fence knows and the file lacks was taken out whole.
        for (origin, mark) in marks.sorted(by: { $0.key < $1.key })
        where mark.size > 0 && !logs.contains(where: { $0.origin == origin.description }) {
            logs.append(.init(missing: origin.description, signed: mark.size))
        }
        let output = AuditVerifyOutput(logs: logs)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table: print(output)
        }
        let lacksCosignature = logs.contains { $0.isWrittenTo && $0.cosigned == nil }
        if logs.contains(where: { !$0.sound }) || cosigned && lacksCosignature {
            throw CommandExit.negative
        }
    }

    private func print(_ output: AuditVerifyOutput) {
        for log in output.logs {
            let state =
                log.sound ? "sound" : Plural.text(log.findings.count, "finding")
            Output.write("\(log.origin): \(Plural.text(log.size, "record")), \(state)")
            if let cosigned = log.cosigned {
                Output.write(
                    "  the first \(cosigned.size) cosigned by \(cosigned.by.joined(separator: ", ")) at \(cosigned.at)"
                )
            } else {
                Output.write("  cosigned by nobody yet")
            }
            for finding in log.findings { Output.write("  \(Table.visible(finding.text))") }
        }
        if output.logs.isEmpty { Output.write("No audit log was begun yet.") }
    }
}

struct AuditVerifyOutput: VersionedOutput {
    struct Finding: Encodable {
        let keyword: String
        let text: String
    }
    struct Cosigned: Encodable {
        let size: UInt64
        let at: String
        let by: [String]
    }
    struct Log: Encodable {
        let origin: String
        let isWrittenTo: Bool
        let size: UInt64
        let rootHash: String?
        let records: UInt64
        let erased: UInt64
        let cosigned: Cosigned?
        let sound: Bool
        let findings: [Finding]

        init(_ report: AuditVerification.Report, isWrittenTo: Bool) {
            origin = report.origin.description
            self.isWrittenTo = isWrittenTo
            size = report.size
            rootHash = report.root.base64
            records = report.records
            erased = report.erased
            cosigned = report.cosigned.map {
                Cosigned(size: $0.size, at: MomentText.print($0.at * 1_000), by: $0.by)
            }
            sound = report.isSound
            findings = report.findings.map {
                Finding(keyword: $0.keyword, text: $0.description)
            }
        }

        /// A log that was signed and of which nothing is there.
        init(missing origin: String, signed: UInt64) {
            self.origin = origin
            isWrittenTo = false
            size = 0
            rootHash = nil
            records = 0
            erased = 0
            cosigned = nil
            sound = false
            findings = [
                Finding(
                    keyword: "log-missing",
                    text: "\(signed) records were signed, and none is in the file")
            ]
        }
    }
    let version = 1
    let logs: [Log]
}
