/** Whether this browser can keep pages: WeChat on an iPhone cannot, nor what is not served securely. */
export const canKeep = () => Boolean(navigator.serviceWorker && window.caches);
