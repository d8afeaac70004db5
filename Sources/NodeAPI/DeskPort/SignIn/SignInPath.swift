import GS1

/// Where signing in happens.
package enum SignInPath {
    package static let start = "/sign-in"
    package static let link = "/sign-in/link"
    package static let provider = "/sign-in/provider"
    package static let signOut = "/sign-out"
    package static let account = "/account"
    /// Where whoever has signed in goes on, if it was not on the way to somewhere.
    package static let home = "/console"
    /// Longest path to go on to.
    static let nextBytesMax = 2_048

    /// - Parameter next: where to go on afterwards; what leads elsewhere is left out.
    static func start(next: String?) -> String { with(next, start) }

    static func provider(next: String?) -> String { with(next, provider) }

    private static func with(_ next: String?, _ path: String) -> String {
        guard let next = local(next) else { return path }
        return "\(path)?next=\(PercentEncoding.segment(next))"
    }

    /// A path of this desk; nil for anything that a browser could take for another place: only what is
    /// parsed as a path here, and does not begin like a host.
    package static func local(_ text: String?) -> String? {
        guard let text, text.utf8.count <= nextBytesMax, text.hasPrefix("/"), !text.hasPrefix("//"),
            (try? RequestTarget(parsing: text)) != nil
        else { return nil }
        return text
    }
}
