import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import Credentials
import Foundation
import Replication
import Roster
import TransparencyLog

package struct AuditExport: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write an audit log as static C2SP files, with or without what it says.",
        discussion: """
            checkpoint, tile/<L>/<N>, tile/entries/<N> and the verifier key in vkey, which any \
            tlog-tiles client verifies. What the records say stays here, unless --with-records \
            writes it to records.jsonl too: that is personal data. Each of its lines has the salt, so \
            that SHA-256 of salt and record is what the entry commits to.

            Example: touchstone audit export audit-2026 --with-records
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var format: FormatOption
    @Argument(help: "The folder to write, which must be new or empty.", completion: .directory)
    var folder: String
    @Flag(help: "With what the records say.") var withRecords = false
    @Option(help: "Another audit log of this folder than the one that is written to.")
    var log: String?

    package init() {}

    package func run() throws {
        let audit = try AuditFolder(home)
        let state = try audit.state(log)
        guard let key = state.origin.auditKey else {
            throw CommandError("\(state.origin) is no audit log")
        }
        let served = try ServedTree(state, key: key, in: audit.store)
        let progress = ProgressLine()
        var files = try StaticLogFolder(path: folder).write(served) { done in
            progress.show("\(done) of \(served.size) entries written")
        }
        if withRecords {
            try writeRecords(AuditReading(audit.store, state.origin), size: served.size)
            files += 1
        }
        progress.end()
        try LogExportOutput.write(served, to: folder, files: files, as: format.format)
    }

    private struct Line: Encodable {
        let index: UInt64
        /// In base64; nil where the record was erased.
        let salt: String?
        /// As it was logged.
        let record: String?
    }

    private func writeRecords(_ reading: AuditReading, size: UInt64) throws {
        let path = "\(folder)/records.jsonl"
        try DurableFile.write("", to: path, mode: .secret)
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for start in stride(from: 0, to: size, by: 256) {
            var text = Data()
            for line in try reading.salted(from: start, limit: Int(min(256, size - start))) {
                text += try encoder.encode(
                    Line(
                        index: line.index, salt: line.salt.map { Base64.encode($0) },
                        record: line.record.map { String(decoding: $0, as: UTF8.self) }))
                text.append(UInt8(ascii: "\n"))
            }
            try file.write(contentsOf: text)
        }
        try file.synchronize()
        try file.close()
    }
}
