import { AppProvider, Button, Card, Page, TextField } from "@shopify/polaris";
import en from "@shopify/polaris/locales/en.json";
import { useState } from "react";

/** The least that a page in the admin is made of: Polaris with a card, a field and a button. No router, no data. */
export function BarePage() {
  const [text, setText] = useState("");
  return (
    <AppProvider i18n={en}>
      <Page title="A bare page">
        <Card>
          <TextField label="Name" value={text} onChange={setText} autoComplete="off" />
          <Button onClick={() => setText("")}>Clear</Button>
        </Card>
      </Page>
    </AppProvider>
  );
}
