import Credentials
import Foundation
import NIOSSL

/// What of this system notices need beside the node's own files: looked at when it starts and by `validate`.
package enum NoticeFiles {
    /// A program that takes mail.
    ///
    /// - Throws: `NoticeFileError` where it could not be run.
    package static func checkSendmail(_ program: String) throws(NoticeFileError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: program, isDirectory: &isFolder) else {
            throw .programMissing(program)
        }
        guard !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: program) else {
            throw .programNotExecutable(program)
        }
    }

    /// The issuers that webhooks are trusted by, in place of the system's.
    ///
    /// - Throws: `NoticeFileError`, `CredentialsError`.
    package static func checkIssuers(at path: String) throws {
        _ = try issuers(in: try DurableFile.read(path))
    }

    /// - Parameter pem: certificates, one behind the other.
    static func issuers(in pem: [UInt8]) throws(NoticeFileError) -> [NIOSSLCertificate] {
        let found: [NIOSSLCertificate]
        do {
            found = try NIOSSLCertificate.fromPEMBytes(pem)
        } catch {
            throw .certificates
        }
        guard !found.isEmpty else { throw .certificates }
        return found
    }
}

/// Why notices could not go out.
package enum NoticeFileError: Error, Equatable, CustomStringConvertible {
    case programMissing(String)
    case programNotExecutable(String)
    case certificates

    package var description: String {
        switch self {
        case .programMissing(let path):
            "sendmail names \(path), which is not there: name the program that takes mail, or leave sendmail and mail-from away"
        case .programNotExecutable(let path):
            "sendmail names \(path), which is no program that can be run: name the one that takes mail"
        case .certificates:
            "there are no certificates in it, or none that can be read: put those of the issuers of your webhooks there as PEM, or remove it to trust the system's"
        }
    }

    /// For programs and tests.
    package var keyword: String {
        switch self {
        case .programMissing: "sendmail-missing"
        case .programNotExecutable: "sendmail-not-executable"
        case .certificates: "webhook-issuers"
        }
    }
}
