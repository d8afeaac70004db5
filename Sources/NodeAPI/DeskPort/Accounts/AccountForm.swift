package import Accounts

/// What those who ask for an account, and their holders, write in its forms.
package enum AccountForm {
    /// - Throws: `AccountError` for the first thing that is wrong.
    package static func application(
        _ fields: FormFields
    ) throws(AccountError) -> AccountApplication {
        try AccountApplication(
            organisation: fields["organisation"] ?? "", email: fields["email"] ?? "",
            country: (fields["country"] ?? "").uppercased(), isAgent: fields["agent"] == "yes",
            rights: AccountRight.list(fields["rights"] ?? ""))
    }

    /// One right more.
    ///
    /// - Throws: `AccountError.right`.
    package static func right(_ fields: FormFields) throws(AccountError) -> AccountRight {
        try AccountRight(
            office: (fields["office"] ?? "").uppercased(), number: fields["number"] ?? "")
    }

    /// A client, and the document of its authorisation.
    ///
    /// - Throws: `AccountError` for the first thing that is wrong.
    package static func client(
        _ fields: MultipartFields
    ) throws(AccountError) -> (client: AccountClient, document: AccountDocument) {
        let document = try AccountDocument(fields.bytes("document") ?? [])
        guard let day = FormDay.start(fields.text("until") ?? ""),
            day <= .max - AccountLimits.dayMilliseconds
        else { throw AccountError.authorisationEnd }
        // To the end of its last day.
        let client = try AccountClient(
            name: fields.text("client") ?? "",
            authorisation: Authorisation(
                document: document.digest, until: day + AccountLimits.dayMilliseconds),
            rights: AccountRight.list(fields.text("rights") ?? ""))
        return (client, document)
    }
}
