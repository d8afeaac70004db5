import AllianceNames
package import ArgumentParser
import AuditTrail
import TransparencyLog

package struct LogExport: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a log as static C2SP files that any tlog-tiles client reads.",
        discussion: """
            checkpoint, tile/<L>/<N>, tile/entries/<N> and the verifier key in vkey: exactly the \
            tree of the checkpoint that is served. Payloads, which may be personal data, stay here.

            Example: touchstone log export ipacc.example/alliance/maison-verel/e1 verel-log
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var log: OriginArgument
    @Argument(help: "The folder to write, which must be new or empty.", completion: .directory)
    var folder: String
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let node = try home.open(isMerged: false)
        let served = try ServedTree(log.state(in: node), in: node)
        try home.recordLook(
            .export, by: "log export", of: [.log: served.origin.description],
            results: Int(clamping: served.size), for: purpose.stated)
        let progress = ProgressLine()
        let files = try StaticLogFolder(path: folder).write(served) { done in
            progress.show("\(done) of \(served.size) entries written")
        }
        progress.end()
        try LogExportOutput.write(served, to: folder, files: files, as: format.format)
    }
}

struct LogExportOutput: VersionedOutput {
    struct Export: Encodable {
        let origin: String
        let size: UInt64
        let rootHash: String
        let folder: String
        let files: Int
    }
    let version = 1
    let exports: [Export]

    /// Says that a log was written to a folder.
    static func write(
        _ served: ServedTree, to folder: String, files: Int, as format: OutputFormat
    ) throws {
        switch format {
        case .json:
            try Output.write(
                json: LogExportOutput(exports: [
                    .init(
                        origin: served.origin.description, size: served.size,
                        rootHash: served.checkpoint.root.base64, folder: folder, files: files)
                ]))
        case .table:
            Output.write(
                "Wrote \(served.size) entries of \(served.origin) to \(folder): \(files) files")
        }
    }
}
