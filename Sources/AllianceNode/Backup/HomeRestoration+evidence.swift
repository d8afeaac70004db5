import Credentials
import Foundation
import Statements
import TransparencyLog

extension HomeRestoration {
    /// Checks the list of files of evidence, and each file by its bytes; nothing else may be in their folder. Where
    /// the backup has none nothing is done.
    ///
    /// - Parameter target: a folder that they are copied into; nil to check alone.
    /// - Throws: `BackupError`; file errors.
    func takeEvidence(into target: HomeFolder?, _ progress: (Int) -> Void) throws {
        guard let evidence = manifest.evidence,
            let listed = manifest.files.first(where: { $0.path == EvidenceList.fileName })
        else { return }
        let list = "\(backup.path)/\(EvidenceList.fileName)"
        try compare(HashedFile.measure(list), with: listed)
        if let target { try DurableFile.makeFolder(target.evidence, mode: 0o700) }
        var (files, bytes) = (0, UInt64(0))
        try EvidenceList.read(list) { entry in
            let held = try content(of: entry)
            (files, bytes) = (files + 1, bytes + UInt64(entry.bytes))
            progress(files)
            guard let target else { return }
            try HashedFile.write(to: "\(target.evidence)/\(entry.digest.hex)", mode: 0o600) {
                try $0.write(contentsOf: held)
            }
        }
        guard files == evidence.files, bytes == evidence.bytes else {
            throw BackupError.malformed(
                path: list, problem: "it does not name as many files as the manifest says")
        }
        let found = try FileManager.default.contentsOfDirectory(atPath: backup.evidence).count
        guard found == files else {
            throw BackupError.malformed(
                path: backup.evidence,
                problem: "it holds \(found) files, and \(EvidenceList.fileName) names \(files)")
        }
    }

    func content(of entry: EvidenceList.Entry) throws -> [UInt8] {
        let path = "\(backup.evidence)/\(entry.digest.hex)"
        let bytes: [UInt8]
        do throws(CredentialsError) {
            bytes = try DurableFile.read(
                path, bytesMax: Int(EvidenceFile.fileBytesMax), followingLinks: false)
        } catch {
            switch error {
            case .missing: throw BackupError.fileMissing(path: path)
            case .fileTooLarge, .notAFile: throw BackupError.fileDiffers(path: path)
            default: throw BackupError.failed(path: path, reason: "\(error)")
            }
        }
        guard bytes.count == entry.bytes, Digest.sha256(bytes) == entry.digest else {
            throw BackupError.fileDiffers(path: path)
        }
        return bytes
    }
}
