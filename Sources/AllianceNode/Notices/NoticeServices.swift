package import Notices

/// What whoever runs a node lets notices do beside the inbox.
package struct NoticeServices: Sendable {
    package struct Mail: Sendable {
        /// The path of a program that takes what `sendmail -i -t` takes.
        package let program: String
        package let from: MailAddress

        package init(program: String, from: MailAddress) {
            self.program = program
            self.from = from
        }
    }

    /// None takes no webhooks.
    package let webhookHosts: AllowedHosts
    /// Nil sends no mail.
    package let mail: Mail?
    package let retries: RetrySchedule

    package init(
        webhookHosts: AllowedHosts = AllowedHosts(), mail: Mail? = nil,
        retries: RetrySchedule = .standard
    ) {
        self.webhookHosts = webhookHosts
        self.mail = mail
        self.retries = retries
    }
}
