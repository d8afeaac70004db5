package import Credentials
import Crypto

/// What the names of deciding persons and the links for sellers are made under: `certs/complaint.key`, 32 random
/// bytes. A person has another name under another key, so it is kept as long as complaints are.
package struct ComplaintKey: Sendable {
    static let byteCount = 32

    private let key: SymmetricKey

    /// Reads it, or makes it where there is none; durable on return. Blocks.
    /// - Throws: `CredentialsError`.
    package init(of certs: CertsFolder) throws(CredentialsError) {
        let path = certs.complaintKey
        if !DurableFile.exists(path) {
            let fresh = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
            do throws(CredentialsError) {
                try DurableFile.write(fresh, to: path, mode: .secret)
            } catch {
                // Another process was faster: its key is the one.
                guard case .exists = error else { throw error }
            }
        }
        let bytes = try DurableFile.read(path, bytesMax: Self.byteCount, secret: true)
        guard bytes.count == Self.byteCount else {
            throw .malformed(path: path, problem: "not \(Self.byteCount) bytes")
        }
        key = SymmetricKey(data: bytes)
    }

    /// The name under which a person decides: the same each time, and nothing of the person can be read from it.
    package func decider(_ person: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("touchstone decider v1\n\(person)".utf8), using: key)
        let digits = Array("0123456789abcdef")
        return String(
            code.prefix(Self.deciderBytes).flatMap {
                [digits[Int($0 >> 4)], digits[Int($0 & 15)]]
            })
    }

    /// Of the code, in a name.
    private static let deciderBytes = 16

    private static func linked(_ payload: [UInt8]) -> [UInt8] {
        Array("touchstone seller link v1\n".utf8) + payload
    }

    func code(ofLink payload: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Self.linked(payload), using: key))
    }

    /// In a time that does not tell where they differ.
    func isCode(_ code: [UInt8], ofLink payload: [UInt8]) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(
            code, authenticating: Self.linked(payload), using: key)
    }
}
