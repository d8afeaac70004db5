/// How a provider is reached. What comes back is whatever somebody sent: bounded, and not believed.
package protocol ProviderTransport: Sendable {
    /// - Throws: `SignInError.provider` for any answer but 200, one that is too long or comes too late, a
    ///   certificate that does not hold, and a redirection.
    func get(_ url: String) async throws(SignInError) -> [UInt8]

    /// Posts a form.
    ///
    /// - Parameter authorization: a header field, with the client's secret.
    func post(
        _ url: String, form: String, authorization: String?
    ) async throws(SignInError) -> [UInt8]
}
