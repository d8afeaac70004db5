package import AllianceNames
package import GS1
package import TransparencyLog

extension Member {
    /// What an organisation is in the alliance for.
    package enum Role: String, CaseIterable, Sendable {
        case brand, platform, investigator, witness
        /// Customs, police, market surveillance: may ask under its role, so that nothing that tells
        /// of an officer travels.
        case authority
    }

    package struct RoleGrant: Hashable, Sendable, Tenured {
        package let role: Role
        package internal(set) var tenure: Tenure

        package init(role: Role, tenure: Tenure) {
            self.role = role
            self.tenure = tenure
        }

        var identity: String { "role \(role.rawValue) from \(tenure.from)" }
    }

    /// The key that signs all of a member's channel logs in one epoch, each under its origin as
    /// note name.
    package struct LogKey: Hashable, Sendable {
        package let epoch: Epoch
        /// Ed25519, 32 bytes.
        package let publicKey: [UInt8]

        /// - Throws: `keyRefused` for bytes that are no Ed25519 key of large order in its one form.
        package init(epoch: Epoch, publicKey: [UInt8]) throws(RosterError) {
            do {
                _ = try VerifierKey(
                    name: epoch.description, algorithm: .ed25519, publicKey: publicKey)
            } catch {
                throw .keyRefused(what: "log key \(epoch)", problem: error.description)
            }
            self.epoch = epoch
            self.publicKey = publicKey
        }

        /// The key as the verifier of one log.
        package func verifierKey(
            for origin: LogOrigin
        ) throws(TransparencyLogError) -> VerifierKey {
            try VerifierKey(
                name: origin.description, algorithm: .ed25519, publicKey: publicKey)
        }
    }

    /// A TLS key, known by the SHA-256 of its SubjectPublicKeyInfo (DER), so that a certificate is
    /// renewed without a new roster and a stolen key is shut out by one.
    package struct TLSKey: Hashable, Sendable, Tenured {
        package let spki: Digest
        package internal(set) var tenure: Tenure

        package init(spki: Digest, tenure: Tenure) {
            self.spki = spki
            self.tenure = tenure
        }

        var identity: String { "TLS key \(spki)" }
    }

    /// The numbers a member answers for.
    package struct PrefixGrant: Hashable, Sendable, Tenured {
        package let prefix: CompanyPrefix
        package internal(set) var tenure: Tenure

        package init(prefix: CompanyPrefix, tenure: Tenure) {
            self.prefix = prefix
            self.tenure = tenure
        }

        var identity: String { "GS1 prefix \(prefix) from \(tenure.from)" }
    }

    /// The codes without a GTIN that a member answers for.
    package struct SchemeGrant: Hashable, Sendable, Tenured {
        package let scheme: CodeScheme
        package internal(set) var tenure: Tenure

        package init(scheme: CodeScheme, tenure: Tenure) {
            self.scheme = scheme
            self.tenure = tenure
        }

        var identity: String { "code scheme \(scheme) from \(tenure.from)" }
    }
}
