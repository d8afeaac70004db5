import Credentials
import Evidence
import TransparencyLog

/// A file with an evidence bundle.
enum BundleFile {
    static func parse(_ bytes: [UInt8], _ path: String) throws -> EvidenceBundle {
        do {
            return try EvidenceBundle(parsing: bytes)
        } catch {
            throw CommandError("\(path) is no evidence bundle: \(error)")
        }
    }

    static func read(_ path: String) throws -> EvidenceBundle {
        try parse(try DurableFile.read(path, bytesMax: EvidenceBundle.bytesMax), path)
    }
}
