import Credentials
import Replication
import TransparencyLog

/// An erasure certificate as a file that travels from desk to desk to be signed.
enum ErasureFile {
    /// Digits of the certificate's name that its file is called by.
    static let nameDigits = 16

    static func read(_ path: String) throws -> SignedErasure {
        let bytes = try DurableFile.read(path, bytesMax: SignedErasure.noteBytesMax)
        do {
            return try SignedErasure(parsing: bytes)
        } catch {
            throw CommandError("\(path) is no erasure certificate: \(error)")
        }
    }

    /// - Returns: the file's path.
    static func write(_ signed: SignedErasure, to folder: String) throws -> String {
        try DurableFile.makeFolder(folder)
        let name = signed.certificate.id.hex.prefix(nameDigits)
        let path = "\(folder)/erasure-\(name).note"
        try DurableFile.write(
            signed.note.description, to: path, mode: .open, replacing: true)
        return path
    }
}
