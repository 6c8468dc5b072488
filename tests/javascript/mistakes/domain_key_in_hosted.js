// @ts-check
// expected: 'domainKey' does not exist in type 'HostedApiConfig'

/** @type {import("@openai/chatkit").HostedApiConfig} */
export const api = {
  getClientSecret: async () => "secret",
  domainKey: "domain_pk_1",
};
